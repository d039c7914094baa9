import { setDiagnostics } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useEffect, useRef } from 'react'
import type { TemplateProblem } from '../../../../../preload/contract/template.ts'
import parts from '../parts.module.css'
import { diagnosticsOf, offsetOf } from './diagnostics.ts'
import { editing, isFromOutside, replaceAll } from './editing.ts'
import type { Place } from './places.ts'
import styles from './template.module.css'

type TemplateEditorProps = {
  value: string
  onChange: (value: string) => void
  problems: readonly TemplateProblem[]
  /** Goes there and takes the focus, each time it is another object. */
  target: Place | null
}

const hint = 'F8 goes to the next problem. Tab indents; to leave by the keyboard, press Escape, then Tab.'

/** The template as JSON, with its problems at their lines. */
export function TemplateEditor({ value, onChange, problems, target }: TemplateEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<EditorView>(null)
  const told = useRef(onChange)
  useEffect(() => {
    told.current = onChange
  })

  useEffect(() => {
    if (!host.current) return
    // In a shadow tree its rules go into a constructed style sheet; in the page they would be a <style> element, which
    // the CSP refuses.
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' })
    const tell = EditorView.updateListener.of(({ docChanged, transactions, state }) => {
      if (docChanged && !transactions.some(isFromOutside)) told.current(state.doc.toString())
    })
    const view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({ extensions: [editing(hint), tell] }),
    })
    editor.current = view
    return () => {
      editor.current = null
      view.destroy()
    }
  }, [])

  useEffect(() => {
    if (editor.current) replaceAll(editor.current, value)
  }, [value])

  useEffect(() => {
    const view = editor.current
    view?.dispatch(setDiagnostics(view.state, diagnosticsOf(view.state.doc, problems)))
  }, [problems])

  useEffect(() => {
    const view = editor.current
    if (!view || !target) return
    const anchor = offsetOf(view.state.doc, target)
    view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) })
    view.focus()
  }, [target])

  return (
    <div>
      <p className={styles['label']}>Template</p>
      <div ref={host} className={styles['editor']} />
      <p className={parts['note']}>{hint}</p>
    </div>
  )
}
