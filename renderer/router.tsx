import {
  createHashHistory, createRootRoute, createRoute, createRouter, Link, Navigate, Outlet, useParams,
} from '@tanstack/react-router'; // prettier-ignore
import { Suspense } from 'react';
import { screens, type Screen } from './screens.tsx';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import { useText } from './ui/text.ts';

function Frame() {
  const { t } = useText();
  return (
    <>
      <nav className="rail" aria-label={t('nav.rail')}>
        {screens.map((screen) => (
          <RailLink key={screen.key} screen={screen} />
        ))}
      </nav>
      <main className="screen" id="screen" tabIndex={-1}>
        <ErrorBoundary>
          <Suspense fallback={null}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </main>
    </>
  );
}

function RailLink({ screen }: { readonly screen: Screen }) {
  const { t } = useText();
  const Icon = screen.icon;
  return (
    <Link to={`/${screen.key}` as '/'} activeProps={{ 'aria-current': 'page' }}>
      <Icon size={20} strokeWidth={1.6} aria-hidden />
      {t(`nav.${screen.key}`)}
    </Link>
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
