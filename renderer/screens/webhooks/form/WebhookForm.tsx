import { type FormEvent, useEffect, useRef, useState } from 'react'
import { FormProvider, useWatch } from 'react-hook-form'
import type { Webhook } from '../../../../preload/contract/webhook.ts'
import { isRefusal, refusalWords } from '../../../bridge.ts'
import { Banner } from '../../../components/Banner.tsx'
import { Button } from '../../../components/Button.tsx'
import { toast } from '../../../components/toasts.ts'
import { callStoringSecrets } from '../../../store-secrets.ts'
import { addWebhook, closeWebhook, editWebhook, openWebhook } from '../../../stores/view.ts'
import { TestReportView } from '../testing/TestReportView.tsx'
import { useTest } from '../testing/use-test.ts'
import type { LeadsTo } from './AgreeField.tsx'
import { FormFields } from './FormFields.tsx'
import { dropUnsaved, keepUnsaved, unsavedOf } from './unsaved.ts'
import { showRefusal, useWebhookForm } from './use-webhook-form.ts'
import styles from './WebhookForm.module.css'

const testedFields = [
  'url',
  'fields',
  'template',
  'filter',
  'events',
  'signingSecret',
  'headers',
  'caCertificate',
  'clientCertificate',
  'pins',
  'proxy',
  'ratePerMinute',
] as const

/** Adds a webhook, or edits one. */
export function WebhookForm({ webhook }: { webhook?: Webhook }) {
  const { form, id, key, initial, resumed } = useWebhookForm(webhook)
  const [problem, setProblem] = useState<string | null>(null)
  const [leadsTo, setLeadsTo] = useState<LeadsTo | null>(null)
  const [showsResumed, setShowsResumed] = useState(resumed)
  const test = useTest(id)
  const element = useRef<HTMLFormElement>(null)
  const { isSubmitting, submitCount } = form.formState
  const receiver = useWatch({ control: form.control, name: 'receiver' })

  // After the errors are on the page, and only then, can the first of them take the focus.
  useEffect(() => {
    if (submitCount > 0 && !isSubmitting) focusFirstError(element.current)
  }, [submitCount, isSubmitting])

  const save = form.handleSubmit(async () => {
    setProblem(null)
    try {
      const input = { id, draft: form.getValues() }
      const saved = await callStoringSecrets(webhook ? 'webhooks.update' : 'webhooks.create', input)
      if (!saved) return
      dropUnsaved(key)
      openWebhook(saved.id)
    } catch (error) {
      const addressClass = isRefusal(error) ? error.leadsTo : undefined
      setLeadsTo(addressClass ? { url: form.getValues('url'), addressClass } : null)
      setProblem(isRefusal(error) ? showRefusal(form, error) : refusalWords(error))
    }
  })

  const runTest = async () => {
    setProblem(null)
    if (!(await form.trigger(testedFields))) return focusFirstError(element.current)
    const values = form.getValues()
    // A test needs no name; the schema does.
    const refusal = await test.run({ ...values, name: values.name.trim() === '' ? 'Test' : values.name })
    if (!refusal) return
    const rest = showRefusal(form, refusal)
    // Where no field is named, the refusal stands in the report already.
    if (Object.keys(refusal.fields).length > 0) setProblem(rest)
  }

  const leave = () => {
    const unsaved = unsavedOf(key)
    dropUnsaved(key)
    if (webhook) openWebhook(webhook.id)
    else closeWebhook()
    if (!unsaved) return
    const undo = () => {
      keepUnsaved(key, unsaved)
      if (webhook) editWebhook(webhook.id)
      else addWebhook()
    }
    toast('Your changes were thrown away.', { action: { label: 'Undo', onPress: undo } })
  }

  const startOver = () => {
    dropUnsaved(key)
    form.reset(initial)
    setShowsResumed(false)
  }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }

  return (
    <form ref={element} className={styles['form']} onSubmit={submit} noValidate aria-label="Webhook">
      {showsResumed && (
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
      <div className={styles['columns']}>
        <div className={styles['fields']}>
          <h2 className={styles['title']}>{webhook ? `Edit ${webhook.name}` : 'Add webhook'}</h2>
          <FormProvider {...form}>
            <FormFields id={id} stored={webhook ?? null} leadsTo={leadsTo} />
          </FormProvider>
        </div>
        <section className={styles['test']} aria-label="Test">
          <h2 className={styles['title']}>Test</h2>
          <p className={styles['quiet']}>Sends one test event of the first chosen type. It never counts.</p>
          <TestReportView test={test} receiver={receiver} />
        </section>
      </div>
      <footer className={styles['footer']}>
        {problem !== null && (
          <p className={styles['problem']} role="alert">
            {problem}
          </p>
        )}
        <Button pending={test.running} onPress={() => void runTest()}>
          Test Webhook
        </Button>
        <span className={styles['space']}>
          {webhook?.status.kind === 'disabled' && 'It stays disabled until you enable it.'}
        </span>
        <Button onPress={leave}>Cancel</Button>
        <Button type="submit" look="primary" pending={isSubmitting}>
          Save
        </Button>
      </footer>
    </form>
  )
}

/** Not the group itself of those that are a group of inputs: it can't take the focus. */
const firstError =
  'input[aria-invalid="true"], textarea[aria-invalid="true"], [data-invalid] :is(input, button), [data-error] button'

function focusFirstError(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>(firstError)?.focus()
}
