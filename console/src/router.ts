// /<face>/<noun>/<id>, stable and printable. Each face is a chunk of its own.
import { createRouter, createWebHistory } from 'vue-router'
import { nextTick } from 'vue'
import { i18n } from './i18n'
import { pagesFor, type Page } from './office/roles'
import { session } from './office/session'

declare module 'vue-router' {
  interface RouteMeta {
    title?: string // a message
    officer?: boolean
    page?: Page // only for roles that have it
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
        { path: 'public', component: () => import('./public/HomePage.vue'), meta: { title: 'nav.home' } },
        { path: 'public/apply', component: () => import('./applicant/ApplyPage.vue'), meta: { title: 'nav.apply' } },
        { path: 'public/progress/:number?', component: () => import('./applicant/ProgressPage.vue'), meta: { title: 'nav.progress' } },
        { path: 'public/mine', component: () => import('./applicant/HolderPage.vue'), meta: { title: 'nav.mine' } },
        { path: 'public/status/:serial?', component: () => import('./public/StatusPage.vue'), meta: { title: 'nav.status' } },
        { path: 'public/verify', component: () => import('./public/VerifyPage.vue'), meta: { title: 'nav.verify' } },
        { path: 'public/licence', component: () => import('./public/LicencePage.vue'), meta: { title: 'nav.licence' } },
        { path: 'public/rules', component: () => import('./public/RulesPage.vue'), meta: { title: 'nav.rules' } },
        { path: 'public/rules/:kind(cps|cp)/:version', component: () => import('./public/RulesTextPage.vue'), meta: { title: 'nav.rules' } },
        { path: 'public/downloads', component: () => import('./public/DownloadsPage.vue'), meta: { title: 'nav.downloads' } },
        { path: 'public/developers', component: () => import('./public/DevelopersPage.vue'), meta: { title: 'nav.developers' } },
        { path: 'public/ledger', component: () => import('./public/LedgerPage.vue'), meta: { title: 'nav.ledger' } },
      ],
    },
    { path: '/provider/sign-in', component: () => import('./office/SignInPage.vue'), meta: { title: 'signIn.title' } },
    {
      path: '/provider',
      component: () => import('./office/OfficeFrame.vue'),
      meta: { officer: true },
      children: [
        { path: '', component: () => import('./office/StartPage.vue'), meta: { title: 'office.home' } },
        { path: 'applications', component: () => import('./office/ApplicationsPage.vue'), meta: { title: 'office.applications', page: 'applications' } },
        { path: 'applications/:number', component: () => import('./office/CasePage.vue'), meta: { title: 'office.applications', page: 'applications' } },
        { path: 'batches', component: () => import('./office/BatchesPage.vue'), meta: { title: 'office.batches', page: 'batches' } },
        { path: 'batches/:number', component: () => import('./office/BatchPage.vue'), meta: { title: 'office.batches', page: 'batches' } },
        { path: 'certificates', component: () => import('./office/CertificatesPage.vue'), meta: { title: 'office.certificates', page: 'certificates' } },
        { path: 'certificates/:serial', component: () => import('./office/CertificatePage.vue'), meta: { title: 'office.certificates', page: 'certificates' } },
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

router.beforeEach((to) => {
  if (to.meta.officer && !session.officer) return { path: '/provider/sign-in', query: to.path === '/provider' ? {} : { to: to.fullPath } }
  if (to.meta.page && !pagesFor(session.officer?.roles ?? []).includes(to.meta.page)) return '/provider'
  return true
})

router.afterEach(async (to, from) => {
  const { t } = i18n.global
  const system = t(to.path.startsWith('/provider') ? 'system.name' : 'system.public')
  document.title = to.meta.title ? `${t(to.meta.title)}－${system}` : system
  if (from.matched.length === 0 || to.path === from.path) return
  await nextTick()
  document.querySelector<HTMLElement>('h1')?.focus() // where the page begins, for who does not see it
})
