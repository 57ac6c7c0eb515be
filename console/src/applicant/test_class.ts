// For tests: rules/profiles/*.toml and the demonstration's CPS in the form of GET /certificate-classes.
import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import type { CertificateClass } from './classes'

interface Profile {
  name: { zh: string; en: string }
  subject: { type: string; required: boolean; fixed?: string; max_characters?: number }[]
  identity: { kinds: string[]; required: boolean; disclosure: string }[]
  alt_names: { kinds: string[]; required: boolean }
}
interface Cps {
  classes: { profile: string; policy: string; identity_methods: string[]; materials: string[]; max_validity_days: number; section: string }[]
}

const read = <T>(path: string): T => parse(readFileSync(new URL(`../../../rules/${path}`, import.meta.url), 'utf8')) as unknown as T

export function classFor(id: string): CertificateClass {
  const profile = read<Profile>(`profiles/${id}.toml`)
  const rules = read<Cps>('demonstration/cps_profile.toml').classes.find((one) => one.profile === id)!
  return {
    ...rules,
    ...profile.name,
    usual_validity_days: 365,
    subject: profile.subject.filter((one) => !one.fixed).map((one) => ({ type: one.type, required: one.required, max: one.max_characters ?? 0 })),
    identities: profile.identity.map((one) => ({ kinds: one.kinds, required: one.required, in_clear: one.disclosure === 'clear' })) as CertificateClass['identities'],
    dns: profile.alt_names.kinds.includes('dns'),
    mails: profile.alt_names.kinds.includes('email'),
    alt_name_required: profile.alt_names.required,
  }
}
