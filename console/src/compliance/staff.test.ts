import { describe, expect, it } from 'vitest'
import { ApiProblem, kNoAnswer } from '../api/problem'
import { utf8 } from '../crypto/bytes'
import { residentCheck } from '../crypto/check_digits'
import { exportCsv, readCsv } from '../office/csv'
import { draftOfPerson, emptyDraft, fetchRoster, findStaff, maskIdentity, mayEnterStaff, staffBody, staffFaults, whyNotCounted, type StaffDraft, type StaffPerson } from './staff'
import { kColumns, kMaxStaffFile, kMaxStaffRows, kReason, linesWithReasons, readStaffFile, rosterRows, StaffFileError } from './staff_file'
import { countIn, importOf } from './staff_import'

const kToday = '2026-11-23'
const identity = (body: string): string => body + residentCheck(body)!
const kNumber = identity('53010219900101001')
const person = (more: Partial<StaffPerson> = {}): StaffPerson => ({
  id: 'p-1', name: '测试赵*', kind: 'technical', kind_zh: '专业技术', post: '机房值班', key_post: false, full_time: true, insured: true, background_on: '2025-01-01', contract_to: '2027-12-31', started_on: '2025-01-01', ...more,
})
const draft = (more: Partial<StaffDraft> = {}): StaffDraft => ({ ...draftOfPerson(person()), name: '测试赵六', identity: kNumber, ...more })

describe('the roster', () => {
  it('is read whole, page by page, and says so when it is too long', async () => {
    const asked: string[] = []
    const get = (path: string): Promise<{ staff: StaffPerson[]; next?: string }> => {
      asked.push(path)
      return Promise.resolve(path.includes('after=') ? { staff: [person({ id: 'p-2' })] } : { staff: [person()], next: 'p-1' })
    }
    expect(await fetchRoster(get)).toEqual({ people: [person(), person({ id: 'p-2' })], partial: false })
    expect(asked).toEqual(['/staff?limit=200', '/staff?limit=200&after=p-1'])
    expect((await fetchRoster(() => Promise.resolve({ staff: [person()], next: 'p-1' }))).partial).toBe(true)
  })
  it('says why somebody does not count', () => {
    expect(whyNotCounted(person(), kToday)).toEqual([])
    expect(whyNotCounted(person({ contract_to: undefined }), kToday)).toEqual([])
    expect(whyNotCounted(person({ left_on: kToday }), kToday)).toEqual([]) // the last day counts
    expect(whyNotCounted(person({ left_on: '2026-11-22', full_time: false, kind: 'other', contract_to: '2026-11-22', insured: false, background_on: undefined }), kToday)).toEqual(['left', 'partTime', 'otherKind', 'contract', 'insurance', 'background'])
  })
  it('is looked through by id, name and post, and entered by a training officer', () => {
    const people = [person(), person({ id: 'p-2', name: '测试钱*', post: '审计' })]
    expect(findStaff(people, ' P-2 ').map((one) => one.id)).toEqual(['p-2'])
    expect(findStaff(people, '值班').map((one) => one.id)).toEqual(['p-1'])
    expect(findStaff(people, '')).toHaveLength(2)
    expect([mayEnterStaff(['training_officer']), mayEnterStaff(['compliance_officer', 'responsible_person'])]).toEqual([true, false])
  })
})

describe('a person', () => {
  it('is sent as entered', () => {
    expect(staffFaults(draft(), kToday)).toEqual([])
    expect(JSON.parse(staffBody(draft({ started_on: '2025-1-1', contract_to: '', background_on: '', identity: kNumber.toLowerCase() })))).toEqual({
      id: 'p-1', name: '测试赵六', identity: kNumber, kind: 'technical', post: '机房值班', key_post: false, full_time: true, insured: true, started_on: '2025-01-01',
    })
  })
  it('is not sent as long as something is wrong', () => {
    expect(staffFaults(emptyDraft(), kToday)).toEqual(['id', 'name', 'identity', 'kind', 'post', 'key_post', 'full_time', 'insured', 'started_on'])
    expect(staffFaults(draft({ id: 'P 1' }), kToday)).toEqual(['id'])
    expect(staffFaults(draft({ name: '赵\u202e六' }), kToday)).toEqual(['name'])
    expect(staffFaults(draft({ identity: kNumber.slice(0, 17) + (kNumber.endsWith('1') ? '2' : '1') }), kToday)).toEqual(['identity'])
    expect(staffFaults(draft({ started_on: '2026-11-24' }), kToday)).toEqual(['started_on'])
    expect(staffFaults(draft({ contract_to: '2024-12-31' }), kToday)).toEqual(['contract_to'])
    expect(staffFaults(draft({ background_on: '2026-11-24' }), kToday)).toEqual(['background_on'])
  })
  it('has no whole number on the screen', () => {
    expect(maskIdentity(kNumber)).toBe(`530${'*'.repeat(11)}${kNumber.slice(-4)}`)
    expect(maskIdentity('123')).toBe('***')
  })
})

const kHeader = kColumns.map(([heading]) => heading).join(',')
const line = (id: string, number: string, more = '专业技术,值班,否,是,是,2025/1/2,,2025年1月1日'): string => `${id},测试${id},${number},${more}`
const file = (...lines: string[]): Uint8Array => utf8(`\ufeff${[kHeader, ...lines].join('\r\n')}\r\n`)

describe('a file of people', () => {
  it('is read as spreadsheets write it, and each line is judged by itself', () => {
    const read = readStaffFile('人员.csv', file(line('p-1', kNumber), line('p-2', '110101199003071234'), line('p-1', identity('53010219900101002')), ',,,,,,,,,,'), kToday)
    expect(read.rows.map((row) => [row.line, row.faults])).toEqual([[2, []], [3, ['identity']], [4, ['twice']]])
    expect(read.rows[0]!.draft).toMatchObject({ id: 'p-1', kind: 'technical', key_post: false, full_time: true, background_on: '2025-1-2', started_on: '2025-1-1' })
  })
  it('takes the names of the interface, other orders and other columns', () => {
    const read = readStaffFile('x.csv', utf8(`备注,started_on,id,name,identity,kind,post,key_post,full_time,insured\n随便,2025-01-01,p-9,钱七,${kNumber},support,客服,true,true,false\n`), kToday)
    expect(read.rows[0]!.faults).toEqual([])
    expect(JSON.parse(staffBody(read.rows[0]!.draft))).toMatchObject({ id: 'p-9', kind: 'support', key_post: true, insured: false })
  })
  it.each([
    ['columns', utf8('编号,姓名\np-1,甲\n')],
    ['empty', utf8(`${kHeader}\n`)],
    ['unreadable', utf8('编号,"姓名\n')],
    ['unreadable', Uint8Array.of(0xb1, 0xe0, 0xba, 0xc5)], // GB 18030
    ['tooLarge', new Uint8Array(kMaxStaffFile + 1)],
    ['tooMany', file(...Array.from({ length: kMaxStaffRows + 1 }, (_, i) => line(`p-${i}`, kNumber)))],
  ])('is refused whole for: %s', (fault, octets) => {
    let thrown: unknown
    try {
      readStaffFile('人员.csv', octets, kToday)
    } catch (one) {
      thrown = one
    }
    expect(thrown).toBeInstanceOf(StaffFileError)
    expect((thrown as StaffFileError).fault).toBe(fault)
  })
  it('goes out with reasons, safe in a spreadsheet, and comes back as it was', () => {
    const read = readStaffFile('人员.csv', file(line('p-1', kNumber, '专业技术,"=HYPERLINK(""http://x"")",否,是,是,,,2025-01-01'), line('p-2', 'x')), kToday)
    const out = exportCsv(linesWithReasons(read, new Map([[2, '编号已离岗'], [3, '身份证号不正确']])))
    expect(readCsv(out)[0]).toEqual([kReason, ...kColumns.map(([heading]) => heading)])
    expect(out).toContain(`"'=HYPERLINK(`)
    const again = readStaffFile('人员.csv', utf8(out), kToday)
    expect(again.rows[0]!.draft).toEqual(read.rows[0]!.draft)
    expect(linesWithReasons(again, new Map([[2, '再试']]))[0]).toEqual([kReason, ...kColumns.map(([heading]) => heading)])
  })
})

describe('the export of the roster', () => {
  it('has no number of a paper, and no cell that a spreadsheet carries out', () => {
    const rows = rosterRows([person({ post: '=1+1', name: '+86', left_on: '2026-11-01' })], { kind: () => '专业技术', flag: (yes) => (yes ? '是' : '否'), counts: () => '未计入' })
    const text = exportCsv(rows)
    expect(text).toContain("p-1,'+86,专业技术,'=1+1,否,是,是,2025-01-01,2027-12-31,2025-01-01,2026-11-01,未计入")
    expect(text).not.toContain(kNumber)
  })
})

describe('entering line by line', () => {
  const rows = readStaffFile('人员.csv', file(line('p-1', kNumber), line('p-2', 'x'), line('p-3', identity('53010219900101003')), line('p-4', identity('53010219900101004'))), kToday).rows
  it('sends what is sound, keeps what fails, and sends it again under the same key', async () => {
    const sent: [string, string][] = []
    let refuse = true
    const work = importOf(rows, (body, key) => {
      sent.push([(JSON.parse(body) as { id: string }).id, key])
      if (refuse && body.includes('"p-3"')) return Promise.reject(new ApiProblem('compliance.staff_left', 409))
      return Promise.resolve(person())
    })
    await work.start()
    expect(work.results.map((one) => one.state)).toEqual(['entered', 'bad', 'refused', 'entered'])
    expect(sent.map(([id]) => id)).toEqual(['p-1', 'p-3', 'p-4'])
    refuse = false
    await work.start()
    expect(work.results.map((one) => one.state)).toEqual(['entered', 'bad', 'entered', 'entered'])
    expect(sent[3]).toEqual(sent[1])
    expect(countIn(work.results, 'entered')).toBe(3)
  })
  it('stops where no answer comes, and the rest waits', async () => {
    const work = importOf(rows, () => Promise.reject(new ApiProblem(kNoAnswer, 0)))
    await work.start()
    expect([work.stopped, work.results.map((one) => one.state)]).toEqual([true, ['refused', 'bad', 'waiting', 'waiting']])
  })
  it('stops when the officer says so', async () => {
    const work = importOf(rows, () => (work.stop(), Promise.resolve(person())))
    await work.start()
    expect(work.results.map((one) => one.state)).toEqual(['entered', 'bad', 'waiting', 'waiting'])
  })
})
