// /<face>/<noun>/<id>, stable and printable. Each face is a chunk of its own.
import { createRouter, createWebHistory } from 'vue-router'
import { nextTick } from 'vue'
import { i18n } from './i18n'
import { pagesFor, type Page } from './office/roles'
import { session } from './office/session'
import { introduce, office, publicKey, systemKey, type Office } from './site'

declare module 'vue-router' {
  interface RouteMeta {
    title?: string // a message
    officer?: boolean
    page?: Page // only for roles that have it
    only?: Office // whose operations it rests on
  }
}

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    {
      path: '/',
      component: () => import('./public/PublicFrame.vue'),
      children: [
        { path: '', redirect: '/public' },
        { path: 'public', component: () => import('./public/StartPage.vue'), meta: { title: 'nav.home' } },
        { path: 'public/apply', component: () => import('./applicant/ApplyPage.vue'), meta: { only: 'provider', title: 'nav.apply' } },
        { path: 'public/join', component: () => import('./agency/JoinPage.vue'), meta: { only: 'provider', title: 'join.title' } },
        { path: 'public/progress/:number?', component: () => import('./applicant/ProgressPage.vue'), meta: { only: 'provider', title: 'nav.progress' } },
        { path: 'public/mine', component: () => import('./applicant/HolderPage.vue'), meta: { only: 'provider', title: 'nav.mine' } },
        { path: 'public/loss', component: () => import('./applicant/LossPage.vue'), meta: { only: 'provider', title: 'loss.title' } },
        { path: 'public/status/:serial?', component: () => import('./public/StatusPage.vue'), meta: { only: 'provider', title: 'nav.status' } },
        { path: 'public/verify', component: () => import('./public/VerifyPage.vue'), meta: { only: 'provider', title: 'nav.verify' } },
        { path: 'public/licence', component: () => import('./public/LicencePage.vue'), meta: { only: 'provider', title: 'nav.licence' } },
        { path: 'public/rules', component: () => import('./public/RulesPage.vue'), meta: { only: 'provider', title: 'nav.rules' } },
        { path: 'public/rules/:kind(cps|cp)/:version', component: () => import('./public/RulesTextPage.vue'), meta: { only: 'provider', title: 'nav.rules' } },
        { path: 'public/services', component: () => import('./public/ServicesPage.vue'), meta: { only: 'provider', title: 'nav.services' } },
        { path: 'public/downloads', component: () => import('./public/DownloadsPage.vue'), meta: { only: 'provider', title: 'nav.downloads' } },
        { path: 'public/developers', component: () => import('./public/DevelopersPage.vue'), meta: { only: 'provider', title: 'nav.developers' } },
        { path: 'public/ledger', component: () => import('./public/LedgerPage.vue'), meta: { title: 'nav.ledger' } },
        { path: 'public/register', component: () => import('./public/RegisterPage.vue'), meta: { only: 'regulator', title: 'nav.register' } },
        { path: 'public/tips', component: () => import('./tips/TipPage.vue'), meta: { only: 'regulator', title: 'nav.tips' } },
        { path: 'public/tips/progress', component: () => import('./tips/TipProgressPage.vue'), meta: { only: 'regulator', title: 'tips.progress' } },
        { path: 'public/decisions', component: () => import('./public/DecisionsPage.vue'), meta: { only: 'regulator', title: 'nav.decisions' } },
        { path: 'public/documents/:code?', component: () => import('./public/DocumentPage.vue'), meta: { title: 'nav.documents' } },
        { path: 'public/help', component: () => import('./help/GuidePage.vue'), meta: { title: 'help.guide' } },
        { path: 'public/help/law', component: () => import('./help/LawPage.vue'), meta: { title: 'help.law' } },
        { path: 'public/help/:manual', component: () => import('./help/ManualPage.vue'), meta: { title: 'help.manuals' } },
      ],
    },
    { path: '/public/counter/:number?', component: () => import('./applicant/CounterScreen.vue'), meta: { only: 'provider', title: 'screen.title' } },
    { path: '/provider/sign-in', alias: '/regulator/sign-in', component: () => import('./office/SignInPage.vue'), meta: { title: 'signIn.title' } },
    {
      path: '/provider',
      alias: '/regulator',
      component: () => import('./office/OfficeFrame.vue'),
      meta: { officer: true },
      children: [
        { path: '', component: () => import('./office/StartPage.vue'), meta: { title: 'office.home' } },
        { path: 'counter/:number?', component: () => import('./counter/CounterPage.vue'), meta: { only: 'provider', title: 'counter.title', page: 'counter' } },
        { path: 'review', component: () => import('./review/ReviewPage.vue'), meta: { only: 'provider', title: 'pool.title', page: 'review' } },
        { path: 'night', component: () => import('./night/NightPage.vue'), meta: { only: 'provider', title: 'night.title', page: 'night' } },
        { path: 'applications', component: () => import('./office/ApplicationsPage.vue'), meta: { title: 'office.applications', page: 'applications' } },
        { path: 'applications/:number', component: () => import('./office/CasePage.vue'), meta: { title: 'office.applications', page: 'applications' } },
        { path: 'cases', component: () => import('./cases/CasesPage.vue'), meta: { title: 'cases.title', page: 'cases' } },
        { path: 'cases/new', component: () => import('./cases/CaseOpenPage.vue'), meta: { title: 'cases.open', page: 'cases' } },
        { path: 'cases/:number', component: () => import('./cases/CasePage.vue'), meta: { title: 'cases.one', page: 'cases' } },
        { path: 'intake/new', component: () => import('./intake/PaperIntake.vue'), meta: { only: 'regulator', title: 'intake.paperTitle', page: 'intake' } },
        { path: 'intake/:number?', component: () => import('./intake/IntakePage.vue'), meta: { only: 'regulator', title: 'intake.title', page: 'intake' } },
        { path: 'inspections/:number?', component: () => import('./inspection/InspectionPage.vue'), meta: { only: 'regulator', title: 'inspection.title', page: 'inspections' } },
        { path: 'filings', component: () => import('./filings/FilingsPage.vue'), meta: { title: 'filings.title', page: 'filings' } },
        { path: 'filings/new', component: () => import('./filings/FilingOpenPage.vue'), meta: { only: 'provider', title: 'filings.open', page: 'filings' } },
        { path: 'licence-application', component: () => import('./wizard/WizardPage.vue'), meta: { only: 'provider', title: 'wizard.title', page: 'licence-application' } },
        { path: 'filings/:id', component: () => import('./filings/FilingPage.vue'), meta: { title: 'filings.title', page: 'filings' } },
        { path: 'draws/new', component: () => import('./instruments/DrawNewPage.vue'), meta: { only: 'regulator', title: 'draws.state', page: 'draws' } },
        { path: 'experts', component: () => import('./instruments/ExpertsPage.vue'), meta: { only: 'regulator', title: 'experts.title', page: 'draws' } },
        { path: 'draws/:id?', component: () => import('./instruments/DrawsPage.vue'), meta: { only: 'regulator', title: 'draws.title', page: 'draws' } },
        { path: 'alerts', component: () => import('./instruments/AlertsPage.vue'), meta: { only: 'regulator', title: 'alerts.title', page: 'alerts' } },
        { path: 'alerts/:id', component: () => import('./instruments/AlertPage.vue'), meta: { only: 'regulator', title: 'alerts.title', page: 'alerts' } },
        { path: 'monitoring', component: () => import('./instruments/MonitoringPage.vue'), meta: { only: 'regulator', title: 'monitoring.title', page: 'monitoring' } },
        { path: 'monitoring/:provider', component: () => import('./instruments/MonitoringSetPage.vue'), meta: { only: 'regulator', title: 'monitoring.title', page: 'monitoring' } },
        { path: 'tips', component: () => import('./tips/TipDeskPage.vue'), meta: { only: 'regulator', title: 'tips.desk', page: 'tips' } },
        { path: 'tips/:number', component: () => import('./tips/TipShowPage.vue'), meta: { only: 'regulator', title: 'tips.desk', page: 'tips' } },
        { path: 'focus', component: () => import('./supervision/FocusPage.vue'), meta: { only: 'regulator', title: 'focus.title', page: 'focus' } },
        { path: 'register', component: () => import('./public/RegisterPage.vue'), meta: { only: 'regulator', title: 'nav.register', page: 'register' } },
        { path: 'statistics', component: () => import('./supervision/StatisticsPage.vue'), meta: { only: 'regulator', title: 'statistics.title', page: 'statistics' } },
        { path: 'pictures', component: () => import('./pictures/PicturesPage.vue'), meta: { title: 'pictures.title', page: 'pictures' } },
        { path: 'calendar', component: () => import('./office/CalendarPage.vue'), meta: { title: 'calendar.title', page: 'calendar' } },
        { path: 'conditions', component: () => import('./compliance/ConditionsPage.vue'), meta: { only: 'provider', title: 'conditions.title', page: 'conditions' } },
        { path: 'staff', component: () => import('./compliance/StaffPage.vue'), meta: { only: 'provider', title: 'staff.title', page: 'staff' } },
        { path: 'duties/:year(\\d{4})?', component: () => import('./office/DutiesPage.vue'), meta: { title: 'duties.title', page: 'duties', only: 'provider' } },
        { path: 'batches', component: () => import('./office/BatchesPage.vue'), meta: { title: 'office.batches', page: 'batches' } },
        { path: 'batches/:number', component: () => import('./office/BatchPage.vue'), meta: { title: 'office.batches', page: 'batches' } },
        { path: 'agencies', component: () => import('./agency/AgenciesPage.vue'), meta: { only: 'provider', title: 'agency.title', page: 'batches' } },
        { path: 'agencies/:number', component: () => import('./agency/AgencyPage.vue'), meta: { only: 'provider', title: 'agency.title', page: 'batches' } },
        { path: 'certificates', component: () => import('./office/CertificatesPage.vue'), meta: { title: 'office.certificates', page: 'certificates' } },
        { path: 'certificates/:serial', component: () => import('./office/CertificatePage.vue'), meta: { title: 'office.certificates', page: 'certificates' } },
        { path: 'help', component: () => import('./help/GuidePage.vue'), meta: { title: 'help.guide' } },
        { path: 'help/law', component: () => import('./help/LawPage.vue'), meta: { title: 'help.law' } },
        { path: 'help/:manual', component: () => import('./help/ManualPage.vue'), meta: { title: 'help.manuals' } },
        { path: 'accounts', component: () => import('./office/AccountsPage.vue'), meta: { title: 'accounts.title', page: 'accounts' } },
        { path: 'accounts/:id', component: () => import('./office/AccountPage.vue'), meta: { title: 'accounts.title' } },
        { path: 'system', component: () => import('./office/SystemPage.vue'), meta: { title: 'admin.system', page: 'system' } },
        { path: 'acts', component: () => import('./office/ActsPage.vue'), meta: { title: 'admin.acts', page: 'acts' } },
        { path: 'looks', component: () => import('./office/LooksPage.vue'), meta: { title: 'admin.looks', page: 'looks' } },
      ],
    },
    { path: '/:rest(.*)*', redirect: '/public' },
  ],
})

/** The officers' pages stand under the name of their office: the other's name leads to one's own. */
function otherFace(path: string): string | undefined {
  const other = `/${office.value === 'regulator' ? 'provider' : 'regulator'}`
  return path === other || path.startsWith(`${other}/`) ? `/${office.value}${path.slice(other.length)}` : undefined
}

router.beforeEach(async (to) => {
  await introduce()
  const own = otherFace(to.path)
  if (own !== undefined) return { path: own, query: to.query }
  if (to.meta.only && to.meta.only !== office.value) return '/public'
  const home = `/${office.value}`
  if (to.meta.officer && !session.officer) return { path: `${home}/sign-in`, query: to.path === home ? {} : { to: to.fullPath } }
  if (to.meta.page && !pagesFor(session.officer?.roles ?? [], office.value).includes(to.meta.page)) return home
  return true
})

router.afterEach(async (to, from) => {
  const { t } = i18n.global
  const system = t(to.path.startsWith('/public') ? publicKey.value : systemKey.value)
  document.title = to.meta.title ? `${t(to.meta.title)}－${system}` : system
  if (from.matched.length === 0 || to.path === from.path) return
  await nextTick()
  document.querySelector<HTMLElement>('h1')?.focus() // where the page begins, for who does not see it
})
