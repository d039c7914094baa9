import { folder } from './folder.ts'
import { testShortForm } from './short-form.ts'

testShortForm(folder)
