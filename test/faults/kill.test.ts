import { kill } from './kill.ts'
import { testShortForm } from './short-form.ts'

testShortForm(kill)
