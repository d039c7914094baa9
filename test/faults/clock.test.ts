import { clock } from './clock.ts'
import { testShortForm } from './short-form.ts'

testShortForm(clock)
