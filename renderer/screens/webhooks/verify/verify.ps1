# Verifies signed webhooks (Standard Webhooks). Windows PowerShell 5.1 or PowerShell 7, no modules. To try it:
#
#   $env:WEBHOOK_SECRET = 'whsec_...'
#   powershell -ExecutionPolicy Bypass -File verify.ps1
#
# It listens on http://localhost:8080 ($env:PORT for another port). Webhooks are sent to https:// only, so put it behind
# whatever ends TLS for you. In a script of your own you need no more than the two functions: . .\verify.ps1

# In a time that does not tell how much is right.
function Test-SameBytes([byte[]]$Given, [byte[]]$Expected) {
    if ($Given.Length -ne $Expected.Length) { return $false }
    $difference = 0
    for ($i = 0; $i -lt $Expected.Length; $i++) {
        $difference = $difference -bor ($Given[$i] -bxor $Expected[$i])
    }
    return $difference -eq 0
}

# Answers $true, or throws what is wrong. Headers: what $Headers['webhook-id'] can be asked of. RawBody: the bytes as they
# came, before anything parses them. Secret: whsec_... Now: seconds since 1970.
function Test-Webhook {
    param(
        $Headers,
        [byte[]]$RawBody,
        [string]$Secret,
        [double]$Now = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
    )
    $text = ($Secret -creplace '\Awhsec_', '').TrimEnd('=')
    while ($text.Length % 4 -ne 0) { $text += '=' }
    [byte[]]$key = [Convert]::FromBase64String($text)
    if ($key.Length -lt 24) { throw 'The secret must be whsec_ followed by base64 of at least 24 bytes.' }
    $id = [string]$Headers['webhook-id']
    $timestamp = [string]$Headers['webhook-timestamp']
    $signatures = [string]$Headers['webhook-signature']
    if (-not $id -or -not $timestamp -or -not $signatures) { throw 'The request is not signed.' }
    # Whoever recorded a request must not be able to send it again later.
    if ($timestamp -notmatch '\A[0-9]{1,12}\z' -or [Math]::Abs($Now - [double]$timestamp) -gt 300) {
        throw 'The request is more than 5 minutes old or new. If it is not, set the clocks of both machines.'
    }
    $utf8 = New-Object System.Text.UTF8Encoding $false
    $signed = New-Object System.IO.MemoryStream
    [byte[]]$start = $utf8.GetBytes($id + '.' + $timestamp + '.')
    $signed.Write($start, 0, $start.Length)
    if ($null -ne $RawBody) { $signed.Write($RawBody, 0, $RawBody.Length) }
    $hmac = New-Object System.Security.Cryptography.HMACSHA256
    $hmac.Key = $key
    [byte[]]$digest = $hmac.ComputeHash($signed.ToArray())
    [byte[]]$expected = $utf8.GetBytes('v1,' + [Convert]::ToBase64String($digest))
    # While a secret is being replaced there is a signature for each; yours is one of them.
    foreach ($signature in $signatures.Split(' ')) {
        [byte[]]$given = $utf8.GetBytes($signature)
        if (Test-SameBytes $given $expected) { return $true }
    }
    throw 'No signature is right: the secret or the body differs.'
}

# Answers the HTTP status of the answer.
function Read-Request($Request) {
    if ($Request.ContentLength64 -lt 0) { return 411 }
    if ($Request.ContentLength64 -gt 1048576) { return 413 }
    $stream = New-Object System.IO.MemoryStream
    $Request.InputStream.CopyTo($stream)
    [byte[]]$rawBody = $stream.ToArray()
    try {
        $null = Test-Webhook -Headers $Request.Headers -RawBody $rawBody -Secret $env:WEBHOOK_SECRET
    } catch {
        Write-Warning $_.Exception.Message
        return 401
    }
    # From here on it can be believed. It may come twice, then with the same webhook-id: remember those you have dealt with.
    Write-Host $Request.Headers['webhook-id'] ([System.Text.Encoding]::UTF8.GetString($rawBody))
    return 204
}

# Not where it is dot-sourced.
if ($MyInvocation.InvocationName -ne '.') {
    $port = if ($env:PORT) { $env:PORT } else { '8080' }
    $listener = New-Object System.Net.HttpListener
    $listener.Prefixes.Add("http://localhost:$port/")
    $listener.Start()
    Write-Host "Listening on http://localhost:$port"
    try {
        while ($true) {
            # In steps, so that Ctrl+C is heard.
            $task = $listener.GetContextAsync()
            while (-not $task.AsyncWaitHandle.WaitOne(200)) { }
            $context = $task.GetAwaiter().GetResult()
            try { $context.Response.StatusCode = Read-Request $context.Request } catch { $context.Response.StatusCode = 400 }
            $context.Response.Close()
        }
    } finally {
        $listener.Stop()
    }
}
