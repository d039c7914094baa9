/** `certificate`: the file to trust the source by; null where it speaks plain http. */
type Place = { url: string; certificate: string | null }
export type SnippetLanguage = 'curl' | 'python' | 'powershell'

const event = {
  type: 'security.critical',
  data: { severity: 'critical', title: 'Credential dumping detected on WIN-FIN-07' },
}

const inShell = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
const inPowershell = (text: string) => `'${text.replaceAll("'", "''")}'`

/** Each sends one event, and prints what was answered. Tests run them. */
export const snippets: Record<SnippetLanguage, (place: Place) => string> = {
  curl: ({ url, certificate }) =>
    [
      `curl --noproxy '*' ${certificate === null ? '' : `--cacert ${inShell(certificate)} `}\\`,
      `  --header "Authorization: Bearer $CASTELLAN_TOKEN" \\`,
      `  --header 'Content-Type: application/json' \\`,
      `  --data ${inShell(JSON.stringify(event))} \\`,
      `  ${url}/v1/events`,
    ].join('\n'),
  python: ({ url, certificate }) => {
    const https =
      certificate === null ? [] : [`trust = ssl.create_default_context(cafile=${JSON.stringify(certificate)})`]
    const handlers = certificate === null ? '' : ', urllib.request.HTTPSHandler(context=trust)'
    return [
      `import json, os, ssl, urllib.request`,
      ``,
      `event = ${JSON.stringify(event)}`,
      `request = urllib.request.Request(`,
      `    "${url}/v1/events",`,
      `    data=json.dumps(event).encode(),`,
      `    headers={`,
      `        "Authorization": "Bearer " + os.environ["CASTELLAN_TOKEN"],`,
      `        "Content-Type": "application/json",`,
      `    },`,
      `)`,
      ...https,
      `opener = urllib.request.build_opener(urllib.request.ProxyHandler({})${handlers})`,
      `with opener.open(request) as answer:`,
      `    print(answer.status, answer.read().decode())`,
    ].join('\n')
  },
  powershell: ({ url, certificate }) => {
    const trust =
      certificate === null
        ? []
        : [
            `# Once, so that this user trusts the certificate:`,
            `# Import-Certificate -FilePath ${inPowershell(certificate)} -CertStoreLocation Cert:\\CurrentUser\\Root`,
          ]
    return [
      ...trust,
      `$event = ${inPowershell(JSON.stringify(event))}`,
      `Invoke-RestMethod -Method Post -Uri ${inPowershell(`${url}/v1/events`)} \``,
      `  -Headers @{ Authorization = "Bearer $env:CASTELLAN_TOKEN" } \``,
      `  -ContentType 'application/json' -Body ([Text.Encoding]::UTF8.GetBytes($event))`,
    ].join('\n')
  },
}
