import {
  createHashHistory, createRootRoute, createRoute, createRouter, Link, Navigate, Outlet, useLocation, useParams,
} from '@tanstack/react-router'; // prettier-ignore
import { Suspense, type KeyboardEvent } from 'react';
import { familyOf, screens, type Screen } from './screens.tsx';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import { useText } from './ui/text.ts';

const rail = screens.filter(({ of }) => of === undefined);

function Frame() {
  const { t } = useText();
  const open = useLocation().pathname.split('/')[1] ?? '';
  const family = familyOf(open);
  return (
    <>
      <nav className="rail" aria-label={t('nav.rail')}>
        {rail.map((screen) => (
          <RailLink key={screen.key} screen={screen} current={family[0] === screen} />
        ))}
      </nav>
      <main className="screen" id="screen" tabIndex={-1} data-tabs={family.length > 1 || undefined}>
        {family.length > 1 && <FamilyTabs family={family} />}
        <ErrorBoundary>
          <Suspense fallback={null}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </main>
    </>
  );
}

function RailLink({ screen, current }: { readonly screen: Screen; readonly current: boolean }) {
  const { t } = useText();
  const Icon = screen.icon;
  return (
    <Link to={`/${screen.key}` as '/'} aria-current={current ? 'page' : undefined}>
      <Icon size={20} strokeWidth={1.6} aria-hidden />
      {t(`nav.${screen.key}`)}
    </Link>
  );
}

/** The screens that belong together; arrows go from one to the next. */
function FamilyTabs({ family }: { readonly family: readonly Screen[] }) {
  const { t } = useText();
  function move(event: KeyboardEvent<HTMLElement>): void {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const links = [...event.currentTarget.querySelectorAll('a')];
    const next = links[links.findIndex((link) => link === event.target) + by];
    if (by === 0 || !next) return;
    event.preventDefault();
    next.focus();
  }
  return (
    <nav
      className="family"
      aria-label={t('nav.family', { screen: t(`nav.${family[0]?.key ?? ''}`) })}
      onKeyDown={move}
    >
      {family.map(({ key, tab }) => (
        <Link key={key} to={`/${key}` as '/'}>
          {t(`nav.${tab ?? key}`)}
        </Link>
      ))}
    </nav>
  );
}

const root = createRootRoute({ component: Frame });

function screenRoutes(screen: Screen) {
  const list = createRoute({
    getParentRoute: () => root,
    path: `/${screen.key}`,
    component: screen.component,
  });
  const Detail = screen.detail;
  if (!Detail) return [list];
  const One = () => {
    const { id } = useParams({ strict: false });
    return <Detail key={id} id={id ?? ''} />;
  };
  return [list, createRoute({ getParentRoute: () => root, path: `/${screen.key}/$id`, component: One })];
}

const first = screens[0]?.key ?? 'now';
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: () => <Navigate to={`/${first}` as '/'} />,
});

export const router = createRouter({
  routeTree: root.addChildren([home, ...screens.flatMap(screenRoutes)]),
  history: createHashHistory(),
  defaultNotFoundComponent: () => <Navigate to="/" />,
});

/** Opens a screen, or one thing of it. */
export function go(screen: string, id?: string): void {
  void router.navigate({ to: (id === undefined ? `/${screen}` : `/${screen}/${id}`) as '/' });
}

/** The incident whose screen is open, if one is. */
export function openIncidentId(): string | null {
  const [, screen, id] = router.state.location.pathname.split('/');
  return screen === 'incidents' ? (id ?? null) : null;
}
