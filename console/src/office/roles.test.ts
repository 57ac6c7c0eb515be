import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import { isBusiness, pagesFor } from './roles'

interface Permission { id: string; does: string[]; sees?: string[]; procedures?: string[] }
const rules = (name: string): unknown => parse(readFileSync(new URL(`../../../rules/${name}.toml`, import.meta.url), 'utf8'))
const permissions = (rules('permissions') as { permission: Permission[] }).permission
const roles = (rules('roles') as { role: { id: string; administrator?: boolean }[] }).role

describe('pages', () => {
  it('of the business are for who has a part in certificates, and for no administrator', () => {
    const kCalls = 'loss_reports' // who takes calls has a desk of their own, and sees no application
    const parts = permissions.filter((one) => (one.procedures?.includes('certificate') && one.id !== kCalls) || one.id === 'evidence_package')
    const officers = roles.filter((one) => parts.some((part) => part.does.includes(one.id)) && one.id !== 'applicant').map((one) => one.id)
    expect(officers.length).toBeGreaterThan(3)
    for (const role of officers) expect([role, isBusiness([role])]).toEqual([role, true])
    for (const one of roles.filter((role) => role.administrator)) {
      expect([one.id, isBusiness([one.id])]).toEqual([one.id, false])
      expect(pagesFor([one.id], 'provider')).not.toContain('applications')
      expect(permissions.filter((permission) => permission.does.includes(one.id))).toEqual([])
    }
  })
  it('of each administrator are its own', () => {
    expect(pagesFor(['system_administrator'], 'provider')).toEqual(['accounts', 'system', 'pictures'])
    expect(pagesFor(['security_administrator'], 'provider')).toEqual(['accounts'])
    expect(pagesFor(['audit_administrator'], 'provider')).toEqual(['acts', 'looks', 'accounts'])
    expect(pagesFor(['key_custodian'], 'provider')).toEqual(['cases', 'pictures'])
    expect(pagesFor(['enforcement_officer'], 'regulator')).toEqual(['inspections', 'cases', 'filings', 'tips', 'draws', 'alerts', 'monitoring', 'focus', 'register', 'statistics', 'pictures'])
    for (const [role, more] of [['province_intake_officer', []], ['province_review_officer', ['calendar']]] as [string, string[]][]) expect(pagesFor([role], 'regulator')).toEqual(['intake', 'cases', 'filings', 'draws', 'alerts', 'monitoring', 'focus', 'register', 'statistics', 'pictures', ...more])
    expect(pagesFor(['enforcement_officer'], 'provider')).not.toContain('inspections')
    expect(pagesFor(['review_expert'], 'regulator')).toEqual(['cases'])
    expect(pagesFor(['system_administrator'], 'regulator')).toEqual(['accounts', 'system', 'pictures'])
    expect(pagesFor(['registration_officer', 'review_officer'], 'provider')).toEqual(['counter', 'review', 'applications', 'batches', 'certificates', 'cases', 'pictures'])
    expect(pagesFor(['registration_officer'], 'provider')).not.toContain('review')
    expect(pagesFor(['review_officer'], 'provider')).not.toContain('counter')
    expect(pagesFor(['registration_officer', 'review_officer'], 'regulator')).toEqual(['cases', 'filings', 'draws', 'alerts', 'monitoring', 'focus', 'register', 'statistics', 'pictures'])
    expect(pagesFor(['training_officer'], 'provider')).toEqual(['cases', 'pictures', 'duties', 'conditions', 'staff'])
    expect(pagesFor(['compliance_officer'], 'provider')).toEqual(['applications', 'batches', 'certificates', 'cases', 'filings', 'licence-application', 'pictures', 'calendar', 'duties', 'conditions', 'staff'])
    expect(pagesFor(['support_officer'], 'provider')).toEqual(['night', 'cases', 'pictures'])
    expect(pagesFor(['support_officer'], 'regulator')).not.toContain('night')
    expect(pagesFor(['compliance_officer'], 'regulator')).not.toContain('duties')
  })
})
