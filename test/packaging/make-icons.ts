import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { traySvgs } from './tray-svgs.ts'

// Draws main/shell/icons from icon.svg, and the pictures of the tray: `node test/packaging/make-icons.ts <path of a Chromium>`. The results are
// committed, because electron-builder would fetch a tool from the internet to make them.
const folder = fileURLToPath(new URL('../../main/shell/icons/', import.meta.url))
const svg = readFileSync(`${folder}icon.svg`, 'utf8')
const trayFolder = fileURLToPath(new URL('../../main/shell/tray-pictures/', import.meta.url))
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]

/** Answers the icon by its size; the tray's pictures are written. */
async function drawAll(executablePath: string): Promise<Map<number, Buffer>> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const page = await browser.newPage()
    const draw = async (picture: string, size: number) => {
      await page.setViewportSize({ width: size, height: size })
      await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${picture}`)
      return page.screenshot({ omitBackground: true })
    }
    const drawn = new Map<number, Buffer>()
    for (const size of sizes) drawn.set(size, await draw(svg, size))
    for (const [name, picture] of traySvgs) writeFileSync(`${trayFolder}${name}.png`, await draw(picture, 32))
    return drawn
  } finally {
    await browser.close()
  }
}

/** Windows: a directory of images, then the images; PNG inside since Vista. A size of 256 is written as 0. */
function makeIco(images: [number, Buffer][]): Buffer {
  const header = Buffer.alloc(6 + 16 * images.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(images.length, 4)
  let offset = header.length
  images.forEach(([size, png], index) => {
    const at = 6 + 16 * index
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(png.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += png.length
  })
  return Buffer.concat([header, ...images.map(([, png]) => png)])
}

/** macOS: blocks of a four-letter kind, a length and a PNG. */
function makeIcns(images: [string, Buffer][]): Buffer {
  const blocks = images.map(([kind, png]) => block(kind, png))
  return block('icns', Buffer.concat(blocks))
}

function block(kind: string, content: Buffer): Buffer {
  const header = Buffer.alloc(8)
  header.write(kind, 'ascii')
  header.writeUInt32BE(content.length + 8, 4)
  return Buffer.concat([header, content])
}

const drawn = await drawAll(process.argv[2] ?? '/usr/bin/chromium')
const png = (size: number) => drawn.get(size) ?? Buffer.alloc(0)
for (const [size, image] of drawn) writeFileSync(`${folder}${size}x${size}.png`, image)
writeFileSync(`${folder}icon.ico`, makeIco([16, 24, 32, 48, 64, 128, 256].map((size) => [size, png(size)])))
const kinds = {
  icp4: 16,
  icp5: 32,
  ic11: 32,
  ic12: 64,
  ic07: 128,
  ic08: 256,
  ic13: 256,
  ic09: 512,
  ic14: 512,
  ic10: 1024,
}
writeFileSync(`${folder}icon.icns`, makeIcns(Object.entries(kinds).map(([kind, size]) => [kind, png(size)])))
