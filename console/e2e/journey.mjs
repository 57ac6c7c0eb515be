// The journeys through the browser, against a provider of its own (tests/journeys/console.sh).
//   node e2e/journey.mjs --site URL --tour FOLDER [--shots FOLDER] [--only lifeJourney]
// FOLDER of the tour holds the officers' key files; `yinxin` is on the PATH; Chromium is Debian's.
import { administratorsJourney, auditJourney } from './administrators.mjs'
import { batchJourney } from './batches.mjs'
import { casesJourney } from './cases.mjs'
import { complianceJourney } from './compliance.mjs'
import { counterJourney } from './counter.mjs'
import { integratorsJourney } from './integrators.mjs'
import { lifeJourney } from './life.mjs'
import { officersJourney } from './officers.mjs'
import { play } from './stage.mjs'
import { walkJourney } from './walk.mjs'

await play([administratorsJourney, officersJourney, walkJourney, lifeJourney, counterJourney, batchJourney, casesJourney, complianceJourney, auditJourney, integratorsJourney])
