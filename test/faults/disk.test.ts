import { diskCorrupt, diskTorn } from './disk-damaged.ts'
import { diskFull, diskReadOnly, diskSync } from './disk-failing.ts'
import { testShortForm } from './short-form.ts'

for (const part of [diskFull, diskReadOnly, diskSync, diskTorn, diskCorrupt]) testShortForm(part)
