import {
  Decoration,
  type DecorationSet,
  type EditorView,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view'

const matcher = new MatchDecorator({
  regexp: /\{\{(?:[^}]|\}(?!\}))*\}\}/g,
  decoration: Decoration.mark({ class: 'cm-expression' }),
})

/** Marks `{{ … }}`: what changes from event to event. */
export const expressions = ViewPlugin.define(
  (view: EditorView): { marks: DecorationSet; update: (update: ViewUpdate) => void } => ({
    marks: matcher.createDeco(view),
    update(update) {
      this.marks = matcher.updateDeco(update, this.marks)
    },
  }),
  { decorations: ({ marks }) => marks },
)
