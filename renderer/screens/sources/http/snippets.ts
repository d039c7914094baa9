import type { Mapping } from '../../../../preload/contract/mapping.ts'
import { mappingSamples } from '../../../../preload/contract/mapping-samples.ts'

/** One event as it is sent; a text that is no JSON is one line. */
type Sample = { text: string; isJson: boolean }
/** `certificate`: the file to trust the source by; null where it speaks plain http. */
type Place = { url: string; certificate: string | null; sample: Sample }
export type SnippetLanguage = 'curl' | 'python' | 'powershell'

const event = {
  type: 'security.critical',
  data: { severity: 'critical', title: 'Credential dumping detected on WIN-FIN-07' },
}

/** In the shape that the source takes. */
export const sampleOf = (mapping: Mapping | null): Sample =>
  mapping === null
    ? { text: JSON.stringify(event), isJson: true }
    : { text: mappingSamples[mapping.preset], isJson: mapping.format === 'json' }

const typeOf = ({ isJson }: Sample) => (isJson ? 'application/json' : 'text/plain')
const inShell = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
const inPowershell = (text: string) => `'${text.replaceAll("'", "''")}'`

/** Each sends one event, and prints what was answered. Tests run them. */
export const snippets: Record<SnippetLanguage, (place: Place) => string> = {
  curl: ({ url, certificate, sample }) =>
    [
      `curl --noproxy '*' ${certificate === null ? '' : `--cacert ${inShell(certificate)} `}\\`,
      `  --header "Authorization: Bearer $CASTELLAN_TOKEN" \\`,
      `  --header 'Content-Type: ${typeOf(sample)}' \\`,
      `  --data ${inShell(sample.text)} \\`,
      `  ${url}/v1/events`,
    ].join('\n'),
  python: ({ url, certificate, sample }) => {
    const https =
      certificate === null ? [] : [`trust = ssl.create_default_context(cafile=${JSON.stringify(certificate)})`]
    const handlers = certificate === null ? '' : ', urllib.request.HTTPSHandler(context=trust)'
    return [
      `import json, os, ssl, urllib.request`,
      ``,
      `event = ${sample.isJson ? sample.text : JSON.stringify(sample.text)}`,
      `request = urllib.request.Request(`,
      `    "${url}/v1/events",`,
      `    data=${sample.isJson ? 'json.dumps(event)' : 'event'}.encode(),`,
      `    headers={`,
      `        "Authorization": "Bearer " + os.environ["CASTELLAN_TOKEN"],`,
      `        "Content-Type": "${typeOf(sample)}",`,
      `    },`,
      `)`,
      ...https,
      `opener = urllib.request.build_opener(urllib.request.ProxyHandler({})${handlers})`,
      `with opener.open(request) as answer:`,
      `    print(answer.status, answer.read().decode())`,
    ].join('\n')
  },
  powershell: ({ url, certificate, sample }) => {
    const trust =
      certificate === null
        ? []
        : [
            `# Once, so that this user trusts the certificate:`,
            `# Import-Certificate -FilePath ${inPowershell(certificate)} -CertStoreLocation Cert:\\CurrentUser\\Root`,
          ]
    return [
      ...trust,
      `$event = ${inPowershell(sample.text)}`,
      `Invoke-RestMethod -Method Post -Uri ${inPowershell(`${url}/v1/events`)} \``,
      `  -Headers @{ Authorization = "Bearer $env:CASTELLAN_TOKEN" } \``,
      `  -ContentType '${typeOf(sample)}' -Body ([Text.Encoding]::UTF8.GetBytes($event))`,
    ].join('\n')
  },
}
