import { agents } from './agents.ts'
import { testShortForm } from './short-form.ts'

testShortForm(agents)
