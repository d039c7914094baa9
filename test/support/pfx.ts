// A .p12 file, which neither node:crypto nor the libraries here can write. Made once with OpenSSL 3, valid for 100 years:
//   openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 36500 -subj "/CN=Castellan PFX CA"
//   openssl req -newkey ec … -keyout c.key -out c.csr -subj "/CN=Client in a file"; openssl x509 -req -in c.csr -CA ca.pem -CAkey ca.key …
//   openssl pkcs12 -export -inkey c.key -in c.pem -certfile ca.pem -passout pass:correct-horse -out c.p12
// and a server certificate of the same authority. Nothing but these tests trusts any of it.

/** Holds the client's certificate and key, and the authority's certificate beside them. */
export const pfxFile = Buffer.from(
  `MIIF/AIBAzCCBbIGCSqGSIb3DQEHAaCCBaMEggWfMIIFmzCCBFIGCSqGSIb3DQEHBqCCBEMwggQ/AgEAMIIEOAYJKoZIhvcNAQcBMFcGCSqGSIb3
DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAivcqCmUuAWZwICCAAwDAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEJAxVIJVmMZY7HVOw7NNoxiAggPQ
3Jq14VjlGNaNTeQfnlqWTrQAug9ntp0wBHN2HvGvjazLlPmZBkxZZ8BC+SmaxuLHJOuNb/X4T0Z3PKfytie4z7OR7+TuCEoReZKInm6PA0hwkoYM
4jatfCe+CF6pwrHUBHZxAFKu6ga3xxBA+fZscNyKzIUGR5quJNAOf34p89aDT3qIdKhMnCokA2tU0LrrGtjci/XiPTxy1CwviQQinITtKtd/GSUQ
5zzhmffUehBgTB8XCIh/hlC//dbKdizjDVUGoVZNt7coh/I6MVJfOtSDrXhUX9Kta4KKPxKk8QSydweSZPrkvOBvCYaJDkHYa7zYAl1+N1zvxZrH
5CL0/p80yuqsb0XNA0cgzqCC+94WpY3w/VOVC6gEgcONsWCBLfpVm8osOpv1NtRoQVa5Evv/IJRPCiPQtd3McpRpBCyZOHBspJ3Ff1qTczS7yuhh
pu/9PJBd3MhTlMpvR01h4iOKayOU+/Y5Bug7MdmCpcSCfvDyKjf/2fENj8TI7SsQHYh+x//fdaQbPVxuj9qjpmyooTm6AWhabVcb7yEnNpYGVDKI
VNlbN4Zo7jxW1TmnoWf2A3daiNR9LawjdQogKiaQ3C8DovkNw5/FeE/DpJPGKvLv2bWi0GatY2HpAfzB91BHUMACnwgCwGI66nf371jKl/HZli/m
Ao2SGGskTr59qwMSR0ic051y1Y4fPP2DJHs9W7vGHNUX0CmrG6RPr6HrZQztSy8TKBTyAVSRxvra2tRStkxKLuOF4jqlaaBr9MFo+AnYl53WSuep
p8O3BEzPlUEHWGjsGZIU+4pFKWj7Yg8hQ4Qja7ghAw3QbrMuJBySSJWqnJb95Jx6lwGz6hu30bnhvY4Epx1I8MD9nfB3U3oGBINICyDnQCiUaOjH
346H2hvGQ2o7Mr14C63lA0e2RE7aaNsCEBCXYnbEi/WghlhXOa3ojA+xgVBNf4rZJxKPyc8KzNLeye4ftVV+dJS56UPOvpWOCrQ+As8+6K4fbYGf
uT9JmogK6MUMTeTkGfV7Kn2jj94/82CWYXAV39ax3NWTQVSNvqnM0fJ3OU7CNfpsCCdf4H3eBmU5WyaV5yCzVfS487ltY70I8cjSZGvP4uyZSi6h
prpQ6vd/v1wOuf+PEmvpeul344v3wCEJw2xCrZOpCJgr9nbaRHLOcCy8sDdhGlmH+c1psJN8Vcp9c2IZyHGI+RpSqLK/+ggJjAiXohpagf1tmWTH
vEaJcnG/5x7rUMqysxXUhU7tXKBy3gsXXZYTQAM+g+QcbUiVEF5b+GWjkDgp2Lfamh+tXTCCAUEGCSqGSIb3DQEHAaCCATIEggEuMIIBKjCCASYG
CyqGSIb3DQEMCgECoIHvMIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjpJ6VaDqG/VAICCAAwDAYIKoZIhvcNAgkFADAdBglghkgB
ZQMEASoEEFGA+I03NstvZt/iMEeHDBgEgZAXnef3bBTIJFHtmz05c3eQ6h8HJvZYc7/25l6JWtATnQ97+Au9i2IhxSwjSDFzHDJ0sthLO7eLLnKt
H91t9bPbpB5VWhgSy6AWpzzKW4ioPm773OBGSZAOqwAfrknBMYj1L8QKUz/ZLvpw4sD90Ursl1UcGyjqehy4qEbpVJpwv94Zvo3OjKWGyquTuHv0
QjgxJTAjBgkqhkiG9w0BCRUxFgQUC5Yo8ojTd19bWsB0iHzeShu/ZEgwQTAxMA0GCWCGSAFlAwQCAQUABCDm1z+P2t5P0SCIH+OijyhuLArMIrh0
IOnPGNINnDtzkAQIGiTXNJxtcOACAggA`,
  'base64',
)
export const pfxPassphrase = 'correct-horse'
export const pfxClientName = 'Client in a file'

export const pfxCa = `-----BEGIN CERTIFICATE-----
MIIBjTCCATOgAwIBAgIUWmIja/fCvjGv+L6hmhevpXusfLkwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQQ2FzdGVsbGFuIFBGWCBDQTAgFw0yNjExMjMyMjI2MThaGA8y
MTI2MTAzMDIyMjYxOFowGzEZMBcGA1UEAwwQQ2FzdGVsbGFuIFBGWCBDQTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABIDakcYW05JF8FG4aA3s5XuZ2yixlkRuJ1r8
hglBkDDCMFUVZw35E/xiQ7TOeljkSryj92gkTUbhAWBXRWinfOejUzBRMB0GA1Ud
DgQWBBQEaM901qJpz1vvyncU/mPs5XvuRjAfBgNVHSMEGDAWgBQEaM901qJpz1vv
yncU/mPs5XvuRjAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIBs0
5fS1uTUqm3CrdOSlG0xMw83o5ZnTECV+n4R/LYDZAiEA+ZXu/LdA81sZLk+kua4B
1cc/FuTK4lMzKi/W2bQ9m6E=
-----END CERTIFICATE-----
`
/** As `openssl x509 -pubkey | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64` tells it. */
export const pfxCaPin = 'sha256/9RDuy+O4BbS9aJ1TwW5SpPhdXq/o99DLVu2iOYDVpko='

/** For localhost and 127.0.0.1. */
export const pfxServer = {
  certPem: `-----BEGIN CERTIFICATE-----
MIIBpjCCAUygAwIBAgIUIwbwMSVjbDrqn/N4Ym2eJTb52RkwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQQ2FzdGVsbGFuIFBGWCBDQTAgFw0yNjExMjMyMjI2MTlaGA8y
MTI2MTAzMDIyMjYxOVowFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0C
AQYIKoZIzj0DAQcDQgAEeBUz/hla2H8COLvTQJB3qtwMu+/J/qKvj8HVZxvklzTE
7PaI1emAnEzoAJBJc2fRxVWL8raeEKviomB2uwMznaNzMHEwGgYDVR0RBBMwEYcE
fwAAAYIJbG9jYWxob3N0MBMGA1UdJQQMMAoGCCsGAQUFBwMBMB0GA1UdDgQWBBRX
F0Ei5y189GaTu6UlFz2g7XWjZzAfBgNVHSMEGDAWgBQEaM901qJpz1vvyncU/mPs
5XvuRjAKBggqhkjOPQQDAgNIADBFAiBlt2qwDK/4uH3tnU7CG5t1FO1Vu3Pxk0pJ
PxZOtP8zqQIhAJhyMcPit2tj/mZ2N4VgxY04MNSQIGlOWujJHOGgAVCh
-----END CERTIFICATE-----
`,
  keyPem: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgJbCRQ7rXECBs39gu
h1dOqpLvOVZvI2NIfkJSlHjqAeKhRANCAAR4FTP+GVrYfwI4u9NAkHeq3Ay778n+
oq+PwdVnG+SXNMTs9ojV6YCcTOgAkElzZ9HFVYvytp4Qq+KiYHa7AzOd
-----END PRIVATE KEY-----
`,
}
