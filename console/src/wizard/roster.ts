// The form's rows of staff from the roster of the office (article 6 item 5): those that count, by kind.
import type { Conditions } from '../compliance/conditions'
import type { Row } from '../office/inputs'

const kKinds = ['technical', 'operation', 'security', 'support'] as const
export const rosterRows = (staff: Conditions['staff']): Row[] => kKinds.filter((kind) => staff[kind] > 0).map((kind) => ({ kind, headcount: String(staff[kind]) }))
