import { type FormEvent, useEffect, useRef, useState } from 'react'
import { FormProvider, useForm } from 'react-hook-form'
import type { Rule, RuleDraft } from '../../../../preload/contract/rule.ts'
import { call, isRefusal, refusalWords } from '../../../bridge.ts'
import { Banner } from '../../../components/Banner.tsx'
import { Button } from '../../../components/Button.tsx'
import { visibleText } from '../../../format/visible.ts'
import { closeRule, openRule, useView } from '../../../stores/view.ts'
import { checkValues } from './check-values.ts'
import { emptyValues, type FormValues, newRuleId, valuesOf } from './form-values.ts'
import styles from './RuleForm.module.css'
import { RuleFields } from './RuleFields.tsx'
import { Trial } from './Trial.tsx'
import { dropUnsaved, keepUnsaved, unsavedOf } from './unsaved.ts'

/** Adds a rule, or edits one. */
export function RuleForm({ rule }: { rule?: Rule }) {
  const key = rule?.id ?? 'add'
  // Once: what main says while the form is open must not overwrite what is being typed.
  const [imported] = useState(() => (rule ? null : useView.getState().ruleDraft))
  const [initial] = useState(() => (rule?.draft ? valuesOf(rule.draft) : { ...emptyValues(), name: rule?.name ?? '' }))
  const [kept] = useState(() => (imported ? valuesOf(imported) : unsavedOf(key)))
  const [resumed, setResumed] = useState(kept !== undefined && !imported)
  const [id] = useState(() => rule?.id ?? newRuleId())
  const [problem, setProblem] = useState<string | null>(null)
  const element = useRef<HTMLFormElement>(null)
  const form = useForm<FormValues, unknown, RuleDraft>({
    resolver: checkValues,
    defaultValues: kept ?? initial,
    shouldFocusError: false,
  })
  const { subscribe, formState } = form
  const { isSubmitting, submitCount } = formState

  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ values }) => {
          if (JSON.stringify(values) === JSON.stringify(initial)) dropUnsaved(key)
          else keepUnsaved(key, structuredClone(values))
        },
      }),
    [subscribe, initial, key],
  )
  // After the errors are on the page, and only then, can the first of them take the focus.
  useEffect(() => {
    if (submitCount > 0 && !isSubmitting)
      element.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] button')?.focus()
  }, [submitCount, isSubmitting])

  const save = form.handleSubmit(async (draft) => {
    setProblem(null)
    try {
      await call(rule ? 'rules.update' : 'rules.create', { id, draft })
      dropUnsaved(key)
      openRule(id)
    } catch (error) {
      const fields = isRefusal(error) ? Object.values(error.fields) : []
      setProblem([refusalWords(error), ...fields].join(' '))
    }
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }
  const leave = () => {
    dropUnsaved(key)
    if (rule) openRule(rule.id)
    else closeRule()
  }
  const startOver = () => {
    dropUnsaved(key)
    form.reset(initial)
    setResumed(false)
  }

  return (
    <form ref={element} className={styles['form']} onSubmit={submit} noValidate aria-label="Rule">
      {resumed && (
        <Banner
          tone="quiet"
          actions={
            <Button small onPress={startOver}>
              Start over
            </Button>
          }
        >
          Here is what you had typed
        </Banner>
      )}
      <FormProvider {...form}>
        <div className={styles['columns']}>
          <div className={styles['fields']}>
            <h2 className={styles['title']}>{rule ? `Edit ${visibleText(rule.name)}` : 'Add rule'}</h2>
            <RuleFields />
          </div>
          <Trial />
        </div>
      </FormProvider>
      <footer className={styles['footer']}>
        {problem !== null && (
          <p className={styles['problem']} role="alert">
            {problem}
          </p>
        )}
        <span className={styles['space']} />
        <Button onPress={leave}>Cancel</Button>
        <Button type="submit" look="primary" pending={isSubmitting}>
          Save
        </Button>
      </footer>
    </form>
  )
}
