import { useState } from 'react'
import { longestSigma, type SigmaPreview } from '../../../../preload/contract/rule.ts'
import { call, refusalWords } from '../../../bridge.ts'
import { Button } from '../../../components/Button.tsx'
import { FileButton } from '../../../components/FileButton.tsx'
import { PanelHeader } from '../../../components/PanelHeader.tsx'
import { TextField } from '../../../components/TextField.tsx'
import { closeRule } from '../../../stores/view.ts'
import { SigmaRuleView } from './SigmaRuleView.tsx'
import styles from './SigmaPanel.module.css'

const tooLong = `More than ${longestSigma / 1024} KiB. Take fewer rules at once.`

/** Sigma rules, what of them has its equal here, and from there into the form. */
export function SigmaPanel() {
  const [text, setText] = useState('')
  const [preview, setPreview] = useState<SigmaPreview | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  const change = (next: string) => {
    setText(next)
    setPreview(null)
    setProblem(next.length > longestSigma ? tooLong : null)
  }
  const look = async (asked: string) => {
    if (asked.trim() === '') return setProblem('Paste a Sigma rule, or choose a file.')
    if (asked.length > longestSigma) return setProblem(tooLong)
    try {
      setPreview(await call('rules.sigma', { text: asked }))
      setProblem(null)
    } catch (error) {
      setProblem(refusalWords(error))
    }
  }
  const read = async (file: File) => {
    if (file.size > longestSigma * 4) return setProblem(tooLong)
    const content = await file.text()
    change(content)
    await look(content)
  }

  return (
    <div className={styles['panel']}>
      <PanelHeader title="Import Sigma rules" closeLabel="Close the import" onClose={closeRule} />
      <TextField
        label="Sigma rule (YAML)"
        mono
        lines={10}
        value={text}
        onChange={change}
        hint="Fields, lists, contains, starts with, ends with, CIDR, and, or, not, 1 of and all of have their equal here. Each line says what becomes of it."
        error={problem ?? undefined}
      />
      <div className={styles['buttons']}>
        <Button look="primary" onPress={() => void look(text)}>
          Show what maps
        </Button>
        <FileButton accept={['.yml', '.yaml']} onFile={read}>
          Choose file
        </FileButton>
      </div>
      <div role="status" className={styles['rules']}>
        {preview?.rules.length === 0 && <p>There is no rule in it.</p>}
        {preview?.rules.map((rule, index) => (
          // A text's rules have no ids of their own, and the list is made anew with each text.
          // oxlint-disable-next-line react/no-array-index-key
          <SigmaRuleView key={index} rule={rule} />
        ))}
      </div>
    </div>
  )
}
