import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language'
import { forEachDiagnostic, lintGutter, nextDiagnostic } from '@codemirror/lint'
import { Annotation, type EditorState, EditorState as State, type Extension, type Transaction } from '@codemirror/state'
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view'
import { editorTheme, jsonColours } from './editor-theme.ts'
import { expressions } from './expressions.ts'

const fromOutside = Annotation.define<true>()
export const isFromOutside = (transaction: Transaction): boolean => transaction.annotation(fromOutside) === true

/** Shows a text that was set from elsewhere. Line ends are compared as the editor keeps them. */
export function replaceAll(view: EditorView, text: string): void {
  const { doc } = view.state
  if (doc.toString() === text.replace(/\r\n?/g, '\n')) return
  view.dispatch({ changes: { from: 0, to: doc.length, insert: text }, annotations: fromOutside.of(true) })
}

/**
 * Typing over a selection is done here: left to the browser, it would keep the look of what was there by a style
 * attribute, which the CSP refuses.
 */
const typingOverSelection = EditorView.domEventHandlers({
  beforeinput: ({ inputType, data }, view) => {
    if (inputType !== 'insertText' || data === null || view.state.selection.main.empty) return false
    view.dispatch(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true })
    return true
  },
})

/** What the editor can do. `hint` is read out with its label. */
export const editing = (hint: string): Extension => [
  lineNumbers(),
  lintGutter(),
  highlightSpecialChars(),
  history(),
  indentOnInput(),
  bracketMatching(),
  json(),
  State.tabSize.of(2),
  EditorView.lineWrapping,
  syntaxHighlighting(jsonColours),
  expressions,
  editorTheme,
  // After Escape the next Tab leaves; that is the editor's own.
  keymap.of([{ key: 'F8', run: nextDiagnostic }, ...historyKeymap, ...defaultKeymap, indentWithTab]),
  typingOverSelection,
  EditorView.contentAttributes.of(({ state }) => ({
    // It can be focused without; tools that look for what can be scrolled by the keyboard do not know.
    tabindex: '0',
    'aria-label': 'Template of the body, JSON',
    'aria-description': hint,
    'aria-invalid': String(hasErrors(state)),
  })),
]

function hasErrors(state: EditorState): boolean {
  let found = false
  forEachDiagnostic(state, ({ severity }) => {
    if (severity === 'error') found = true
  })
  return found
}
