import { HighlightStyle } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

// By the tokens of theme/tokens.css, which reach into the shadow tree the editor lives in: both themes are one here.

export const jsonColours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--text-quiet)' },
  { tag: tags.string, color: 'var(--text)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--ok)' },
  { tag: [tags.separator, tags.brace, tags.squareBracket], color: 'var(--text-quiet)' },
])

export const editorTheme = EditorView.theme({
  '&': {
    maxHeight: '360px',
    border: '1px solid var(--edge)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--surface-raised)',
    color: 'var(--text)',
    fontSize: 'var(--size-small)',
  },
  '&.cm-focused': { outline: '2px solid var(--accent)', borderColor: 'var(--accent)' },
  '.cm-scroller': {
    overflow: 'auto',
    borderRadius: 'var(--radius)',
    fontFamily: 'var(--mono)',
    lineHeight: '18px',
    scrollbarWidth: 'thin',
    scrollbarColor: 'var(--edge) transparent',
  },
  '.cm-content, .cm-gutter': { minHeight: '120px' },
  '.cm-content': { padding: 'var(--space-1) 0', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0 var(--space-2)' },
  '.cm-gutters': { border: '0', backgroundColor: 'var(--surface-sunken)', color: 'var(--text-quiet)' },
  '.cm-content ::selection': { backgroundColor: 'Highlight', color: 'HighlightText' },
  '.cm-expression, .cm-expression span': { color: 'var(--accent)' },
  '.cm-specialChar': { color: 'var(--danger)' },
  '&.cm-focused .cm-matchingBracket': { outline: '1px solid var(--edge)', backgroundColor: 'transparent' },
  '&.cm-focused .cm-nonmatchingBracket': { outline: '1px solid var(--danger)', backgroundColor: 'transparent' },
  '.cm-lintRange': { backgroundImage: 'none', textDecoration: 'underline wavy', textUnderlineOffset: '3px' },
  '.cm-lintRange-error': { textDecorationColor: 'var(--danger)' },
  '.cm-lintRange-warning': { textDecorationColor: 'var(--warn)' },
  '.cm-lintRange-active': { backgroundColor: 'transparent' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '4px 3px' },
  // Their colour is all there is of them, so high contrast must leave it.
  '.cm-lint-marker': { content: 'none', width: '10px', height: '10px', forcedColorAdjust: 'none' },
  '.cm-lint-marker-error': { borderRadius: '50%', backgroundColor: 'var(--danger)' },
  '.cm-lint-marker-warning': { clipPath: 'polygon(50% 0, 100% 100%, 0 100%)', backgroundColor: 'var(--warn)' },
  '.cm-tooltip, .cm-panels': {
    border: '1px solid var(--edge)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--surface-raised)',
    color: 'var(--text)',
    fontFamily: 'var(--font)',
  },
  '.cm-diagnostic': { borderLeft: '0', padding: 'var(--space-1) var(--space-2)' },
})
