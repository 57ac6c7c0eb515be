import { describe, expect, it } from 'vitest'
import { procedureOf } from '../office/test_procedure'
import { askedOf, daysToCheck, kChangeProcedure, reportBody } from './change_report'

const procedure = procedureOf(kChangeProcedure)
const opening = procedure.transitions.find((one) => one.from.length === 0)!

describe('a change that the holder reports', () => {
  it('asks for what the page does not know', () => {
    expect(askedOf(opening.inputs).map((one) => one.id)).toEqual(['changed', 'changed_on', 'new_data'])
    expect(opening.roles).toContain('applicant')
  })
  it('names the certificate and the holder as the source, and no party', () => {
    const body = JSON.parse(reportBody('7f01', opening.inputs, { changed: 'unit', changed_on: '2026-4-2', new_data: '云岭县档案局', source: 'court' })) as Record<string, unknown>
    expect(body).toEqual({ procedure: 'holder_change', inputs: { serial: '7f01', changed: 'unit', source: 'holder', changed_on: '2026-04-02', new_data: '云岭县档案局' } })
  })
  it('says how long checking takes, as the rules have it', () => {
    expect(daysToCheck(procedure)).toBe(5)
    expect(daysToCheck({ ...procedure, clocks: [] })).toBeUndefined()
  })
})
