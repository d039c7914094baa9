import { call, refusalWords } from '../../bridge.ts'
import { Button } from '../../components/Button.tsx'
import { toast } from '../../components/toasts.ts'

export function ShowFolderButton() {
  const showFolder = () => {
    call('app.showDataFolder', {}).catch((error: unknown) => toast(refusalWords(error), { tone: 'danger' }))
  }
  return <Button onPress={showFolder}>Show folder</Button>
}
