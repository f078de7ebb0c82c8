#!/usr/bin/env bash
# Makes the seals of this folder anew, by openssl 3: for each curve an authority (CSCA) and a signer
# whose keys write out the numbers of their curve, as ICAO Doc 9303, part 12, asks, and a vaccination
# that the signer sealed. The private keys are thrown away.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

# r‖s, each as wide as $1 bytes, of a DER signature on standard input.
fixed() {
  openssl asn1parse -inform DER | sed -n 's/.*INTEGER *://p' |
    while read -r number; do printf '%*s' $((2 * $1)) "$number" | tr ' ' 0; done | xxd -r -p
}

base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# name, curve, hash, JOSE algorithm, bytes of a coordinate
seal() {
  for who in csca signer; do
    openssl ecparam -genkey -noout -name "$2" -param_enc explicit -out "$work/$who.key"
  done
  openssl req -x509 -new -key "$work/csca.key" -"$3" -days 36500 -subj "/C=UT/CN=Utopia CSCA" \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign \
    -out "$1-csca.pem"
  openssl req -new -key "$work/signer.key" -subj "/C=UT/CN=01" -out "$work/signer.csr"
  openssl x509 -req -in "$work/signer.csr" -CA "$1-csca.pem" -CAkey "$work/csca.key" -"$3" \
    -days 36500 -set_serial 1 -outform DER -out "$work/signer.der" 2>/dev/null
  # Already as RFC 8785 has it: names in order, no white space.
  local data='{"hdr":{"is":"UTO","t":"icao.vacc","v":1},"msg":{"pid":{"dob":"1979-03-31","i":"L898902C3","n":"TESTER  ANNA","sex":"F"},"uvci":"VB0009990012","ve":[{"des":"XM68M6","dis":"RA01.0","nam":"Comirnaty","vd":[{"adm":"Clinic","ctr":"UTO","dvc":"2021-06-01","lot":"A1","seq":1}]}]}}'
  local cer sig
  cer=$(base64url <"$work/signer.der")
  sig=$(printf %s "$data" | openssl dgst -"$3" -sign "$work/signer.key" | fixed "$5" | base64url)
  printf '{"data":%s,"sig":{"alg":"%s","cer":"%s","sigvl":"%s"}}\n' "$data" "$4" "$cer" "$sig" \
    >"$1.json"
}

seal explicit-p256 prime256v1 sha256 ES256 32
seal explicit-p384 secp384r1 sha384 ES384 48
seal explicit-p521 secp521r1 sha512 ES512 66
