// Pages of the first steps, in the order of their words (help.officers and the others): under the face of who reads; empty, none.
export const kSteps = {
  officers: ['', '/', '', '', '', '/help/console'],
  applicants: ['/apply', '/apply', '/progress', '/mine', '/loss'],
  regulator: ['/register', '/documents', '/decisions', '/tips'],
}
