import { network } from './network.ts'
import { testShortForm } from './short-form.ts'

testShortForm(network)
