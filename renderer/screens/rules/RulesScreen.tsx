import { Button } from '../../components/Button.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { Screen } from '../../components/Screen.tsx'
import { SplitView } from '../../components/SplitView.tsx'
import { useMirror } from '../../stores/mirror.ts'
import { addRule, closeRule, importSigma, useView } from '../../stores/view.ts'
import { RuleForm } from './form/RuleForm.tsx'
import { RuleList } from './RuleList.tsx'
import { RulePanel } from './RulePanel.tsx'
import { answerWords } from './selectors.ts'
import { SigmaPanel } from './sigma/SigmaPanel.tsx'

const importButton = <Button onPress={importSigma}>Import Sigma rule</Button>
const addButton = (look: 'primary' | 'plain') => (
  <Button look={look} onPress={addRule}>
    + Add rule
  </Button>
)

export function RulesScreen() {
  const rules = useMirror((state) => state.rules)
  const panel = useView((view) => view.rulePanel)
  const ruleId = useView((view) => view.ruleId)
  const chosen = rules.find(({ id }) => id === ruleId)
  const forms = {
    add: <RuleForm key="add" />,
    edit: chosen ? <RuleForm key={`edit ${chosen.id}`} rule={chosen} /> : null,
    sigma: <SigmaPanel />,
    detail: null,
  }
  const form = forms[panel]

  if (rules.length === 0)
    return (
      <Screen title="Rules" actions={form ? null : importButton}>
        {form ?? (
          <EmptyState action={addButton('primary')}>
            A rule looks at all that comes in and fires Alert Triggered: when an event matches, when many do within a
            time, when a value is new, or when nothing comes.
          </EmptyState>
        )}
      </Screen>
    )
  const detail = form === null && chosen ? <RulePanel key={chosen.id} rule={chosen} /> : null
  return (
    <Screen
      title="Rules"
      answer={answerWords(rules)}
      actions={
        form ? null : (
          <>
            {importButton}
            {addButton('primary')}
          </>
        )
      }
    >
      <SplitView
        list={<RuleList rules={rules} selectedId={chosen?.id ?? null} />}
        detail={form ?? detail}
        detailLabel={panel === 'sigma' ? 'Import Sigma rules' : panel === 'add' ? 'Add rule' : (chosen?.name ?? 'Rule')}
        onClose={detail ? closeRule : undefined}
        more={detail ? 'list' : 'detail'}
      />
    </Screen>
  )
}
