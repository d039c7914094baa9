import { readTemplate } from '../templates/read-template.ts'
import { refuseField } from './refuse-field.ts'

/** Throws a Refusal at the template where it can't be used; what it can't be used for is shown in the editor, at its line. */
export function checkTemplate(template: string | null): void {
  if (template === null) return
  const wrong = readTemplate(template).problems.find(({ severity }) => severity === 'error')
  if (wrong) throw refuseField('draft.template', `Line ${wrong.line}: ${wrong.message}`)
}
