import { mail } from './mail.ts'
import { testShortForm } from './short-form.ts'

testShortForm(mail)
