import { http } from './http.ts'
import { testShortForm } from './short-form.ts'

testShortForm(http)
