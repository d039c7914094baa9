import { contextBridge, ipcRenderer } from 'electron'
import { type CastellanBridge, changeChannel, commandChannel } from './contract/bridge.ts'

const bridge: CastellanBridge = {
  call: (name, input) => ipcRenderer.invoke(commandChannel, name, input),
  listen: (callback) => {
    // SECURITY (Electron checklist 20): the page gets the message alone, never Electron's event object.
    const forward = (_event: unknown, message: Parameters<typeof callback>[0]) => callback(message)
    ipcRenderer.on(changeChannel, forward)
    return () => void ipcRenderer.off(changeChannel, forward)
  },
}
contextBridge.exposeInMainWorld('castellan', bridge)
