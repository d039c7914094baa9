// What the tray shows, drawn: the keep of icon.svg, larger, with a sign for its state. Coloured for Windows and Linux; for
// macOS in black alone, the sign cut out of the keep.

type Drawing = { sign: string; cut: string; alone: string; plate: string }

const triangle = 'M704 470 970 960H438z'
const plate = '#2c4a6b'
const states: Record<string, Drawing> = {
  ok: { plate, sign: '', cut: '', alone: '' },
  warning: {
    plate,
    sign: `<path fill="#f2b84b" stroke="#16283f" stroke-width="70" paint-order="stroke" stroke-linejoin="round" d="${triangle}"/>
      <path fill="#3a2400" d="M670 640h68l-10 160h-48zM670 836h68v68h-68z"/>`,
    cut: `<path stroke="#000" stroke-width="120" stroke-linejoin="round" d="${triangle}"/>`,
    alone: '<path fill-rule="evenodd" d="M704 500 970 980H438zM672 660l10 170h44l10-170zm0 200v60h64v-60z"/>',
  },
  disabled: {
    plate,
    sign: `<rect fill="#d93025" stroke="#16283f" stroke-width="70" paint-order="stroke" x="500" y="500" width="470" height="470" rx="80"/>
      <path stroke="#fff" stroke-width="76" stroke-linecap="round" d="m620 620 230 230m0-230-230 230"/>`,
    cut: '<rect x="430" y="430" width="620" height="620" rx="120"/>',
    alone: '<path stroke="#000" stroke-width="110" stroke-linecap="round" d="m560 560 350 350m0-350-350 350"/>',
  },
  stopped: {
    plate: '#6b7280',
    sign: '<path stroke="#fff" stroke-width="90" stroke-linecap="round" d="M150 874 874 150"/>',
    cut: '<path stroke="#000" stroke-width="230" d="M80 944 944 80"/>',
    alone: '<path stroke="#000" stroke-width="90" stroke-linecap="round" d="M110 914 914 110"/>',
  },
}

const keep = (fill: string) =>
  `<path fill="${fill}" d="M216 160h130v100h90v-100h152v100h90v-100h130v270l-70 70v300h70v104H216V800h70V500l-70-70z"/>`
const svg = (content: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1024 1024">${content}</svg>`

/** Name of the file, without its ending → its picture. */
export const traySvgs: ReadonlyMap<string, string> = new Map(
  Object.entries(states).flatMap(([state, { plate: fill, sign, cut, alone }]): [string, string][] => [
    [
      state,
      svg(`<rect x="20" y="20" width="984" height="984" rx="220" fill="${fill}"/>
        <g transform="translate(512 512) scale(.88) translate(-512 -532)">${keep('#f3f6fa')}</g>${sign}`),
    ],
    [
      `${state}-template`,
      svg(`<mask id="rest"><rect width="1024" height="1024" fill="#fff"/>${cut}</mask>
        <g mask="url(#rest)">${keep('#000')}</g>${alone}`),
    ],
  ]),
)
