import type { NativeImage, nativeImage } from 'electron'
import disabled from './tray-pictures/disabled.png?inline'
import disabledTemplate from './tray-pictures/disabled-template.png?inline'
import ok from './tray-pictures/ok.png?inline'
import okTemplate from './tray-pictures/ok-template.png?inline'
import stopped from './tray-pictures/stopped.png?inline'
import stoppedTemplate from './tray-pictures/stopped-template.png?inline'
import warning from './tray-pictures/warning.png?inline'
import warningTemplate from './tray-pictures/warning-template.png?inline'
import { isTemplate, type TrayPicture } from './tray.ts'

const coloured: Record<TrayPicture, string> = { ok, warning, disabled, stopped }
const templates: Record<TrayPicture, string> = {
  ok: okTemplate,
  warning: warningTemplate,
  disabled: disabledTemplate,
  stopped: stoppedTemplate,
}

/** The picture of a state, 32 pixels that are 16 points: state is told by shape and colour. */
export const makeTrayPicture =
  (images: Pick<typeof nativeImage, 'createFromBuffer'>, platform: NodeJS.Platform) =>
  (picture: TrayPicture): NativeImage => {
    const url = (isTemplate(platform) ? templates : coloured)[picture]
    const bytes = Buffer.from(url.slice(url.indexOf(',') + 1), 'base64')
    const image = images.createFromBuffer(bytes, { scaleFactor: 2 })
    if (isTemplate(platform)) image.setTemplateImage(true)
    return image
  }
