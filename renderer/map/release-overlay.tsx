import type mapboxgl from 'mapbox-gl';
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ShapeKind } from '../../electron/release/picture.ts';
import type { ReleaseZones } from '../../electron/release/zones.ts';
import { useReleases } from '../release/use-releases.ts';
import { Button } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import {
  below,
  boundsOf,
  outlinesOf,
  pathOf,
  placeNames,
  type Box,
  type Outline,
  type Pixel,
} from './release-layer.ts';
import './release-overlay.css';

interface Props {
  readonly map: mapboxgl.Map;
  readonly incidentId: string | null;
  /** Replay: as they stood then; null shows what goes on. */
  readonly then: readonly ReleaseZones[] | null;
  /** Which kind of map this is: each is moved to a new release once. */
  readonly name: string;
}

/**
 * What releases reach, over the map: drawn by the window itself and not by the map library, so that a new wind is on the
 * screen without ten thousand features being drawn again.
 */
export function ReleaseOverlay({ map, incidentId, then, name }: Props) {
  const live = useReleases(then ? null : incidentId);
  const releases = then ?? live;
  return releases.length === 0 ? null : <Zones map={map} releases={releases} name={then ? null : name} />;
}

function Zones(props: {
  readonly map: mapboxgl.Map;
  readonly releases: readonly ReleaseZones[];
  readonly name: string | null;
}) {
  const { map, releases, name } = props;
  const { t, format } = useText();
  const pattern = useId().replaceAll(':', '');
  const svg = useRef<SVGSVGElement>(null);
  const outlines = useMemo(() => outlinesOf(releases), [releases]);
  const words = useMemo(() => {
    const length = ({ metres, orMore }: Outline): string =>
      metres === null
        ? ''
        : ` ${orMore ? '> ' : ''}${metres < 1000 ? t('common.unit.m', { value: format.number(Math.round(metres)) }) : t('common.unit.km', { value: format.number(metres / 1000, 1) })}`;
    return outlines.map((outline) => `${t(`release.map.${outline.kind}`)}${length(outline)}`);
  }, [outlines, t, format]);

  // Before the paint in which the new wind is shown, and with every frame in which the map is drawn.
  useLayoutEffect(() => {
    const draw = (): void => {
      if (svg.current) drawZones(svg.current, map, releases, outlines, words);
    };
    draw();
    map.on('render', draw);
    return () => void map.off('render', draw);
  }, [map, releases, outlines, words]);
  useZoomOnce(map, releases, outlines, name);

  return (
    <>
      <svg ref={svg} className="release-zones-overlay" aria-hidden>
        <Patterns id={pattern} />
        {outlines.map(({ key, kind }) => (
          <path
            key={key}
            className={`zone ${kind}`}
            {...(hatched.has(kind) ? { fill: `url(#${pattern}-${kind})` } : {})}
          />
        ))}
        {releases.map(({ release }) => (
          <g key={release.id} className="spot">
            <circle r={7} />
            <path d="M-3.5 -3.5L3.5 3.5M-3.5 3.5L3.5 -3.5" />
          </g>
        ))}
        {outlines.map(({ key, kind }, at) => (
          <text key={key} className={`name ${kind}`}>
            {words[at]}
          </text>
        ))}
      </svg>
      <Legend map={map} releases={releases} outlines={outlines} pattern={pattern} />
    </>
  );
}

const hatched: ReadonlySet<ShapeKind> = new Set(['level3', 'level2', 'level1']);

/** Three hatchings, so that the zones are told apart in greyscale too. */
function Patterns({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern id={`${id}-level3`} className="level3" width={7} height={7} patternUnits="userSpaceOnUse">
        <rect width={7} height={7} />
        <path d="M0 7L7 0M0 0L7 7" />
      </pattern>
      <pattern id={`${id}-level2`} className="level2" width={10} height={10} patternUnits="userSpaceOnUse">
        <rect width={10} height={10} />
        <path d="M0 10L10 0" />
      </pattern>
      <pattern id={`${id}-level1`} className="level1" width={12} height={12} patternUnits="userSpaceOnUse">
        <rect width={12} height={12} />
        <circle cx={6} cy={6} r={1.1} />
      </pattern>
    </defs>
  );
}

function drawZones(
  svg: SVGSVGElement,
  map: mapboxgl.Map,
  releases: readonly ReleaseZones[],
  outlines: readonly Outline[],
  words: readonly string[],
): void {
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const project = (at: readonly [number, number]): Pixel => {
    const { x, y } = map.project([at[0], at[1]]);
    return [x, y];
  };
  const rings = outlines.map(({ ring }) => ring.map(project));
  svg.querySelectorAll(':scope > path.zone').forEach((path, at) => path.setAttribute('d', pathOf(rings[at] ?? []))); // prettier-ignore
  const spots = releases.map(({ release }) => project([release.longitude, release.latitude]));
  svg.querySelectorAll<SVGGElement>(':scope > g.spot').forEach((mark, at) => {
    const [x, y] = spots[at] ?? [0, 0];
    mark.setAttribute('transform', `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
  });
  const names = rings.map((ring, at) => ({ ring, widthPx: (words[at]?.length ?? 0) * 7.4 + 8 }));
  const places = placeNames(names, spots[0] ?? [0, 0], { width, height }, legendBox(svg));
  svg.querySelectorAll<SVGTextElement>(':scope > text').forEach((text, at) => {
    const place = places[at] ?? null;
    text.style.display = place === null ? 'none' : '';
    if (place) text.setAttribute('transform', `translate(${place[0].toFixed(1)} ${place[1].toFixed(1)})`);
  });
}

/** Where the legend lies: no name is put under it. */
function legendBox(svg: SVGSVGElement): Box[] {
  const legend = svg.parentElement?.querySelector<HTMLElement>('.release-legend');
  if (!legend) return [];
  const { offsetLeft: left, offsetTop: top, offsetWidth, offsetHeight } = legend;
  return [{ left, top, right: left + offsetWidth, bottom: top + offsetHeight }];
}

const zoomedKey = (name: string): string => `tocsin.map.zoomed.${name}`;

/** Moves the map to a release once, when it is new to it; never a map that somebody has moved by hand. */
function useZoomOnce(
  map: mapboxgl.Map,
  releases: readonly ReleaseZones[],
  outlines: readonly Outline[],
  name: string | null,
): void {
  const moved = useRef(false);
  useEffect(() => {
    const hear = (event: { readonly originalEvent?: unknown }): void => {
      if (event.originalEvent !== undefined) moved.current = true;
    };
    map.on('movestart', hear);
    return () => void map.off('movestart', hear);
  }, [map]);
  useEffect(() => {
    if (name === null) return;
    const before = (localStorage.getItem(zoomedKey(name)) ?? '').split(' ');
    const ids = releases.map(({ release }) => release.id);
    if (ids.every((id) => before.includes(id))) return;
    localStorage.setItem(zoomedKey(name), ids.join(' '));
    if (!moved.current) showAll(map, outlines);
  }, [map, releases, outlines, name]);
}

/** A map at least so wide has its legend beside the zones. */
const roomyPx = 760;

function showAll(map: mapboxgl.Map, outlines: readonly Outline[]): void {
  // Mere discomfort and what might be reach so far that the site would be a dot.
  const grave = outlines.filter(({ kind }) => kind !== 'level1' && kind !== 'wedge');
  const bounds = boundsOf(grave);
  const right = map.getContainer().clientWidth >= roomyPx ? 340 : 48;
  if (bounds)
    map.fitBounds(bounds as [[number, number], [number, number]], {
      padding: { top: 48, left: 48, bottom: 48, right },
      maxZoom: 15.5,
      animate: false,
    });
}

/** What each line means, and what not to rely on; a small map has its words on the zones alone. */
function Legend(props: {
  readonly map: mapboxgl.Map;
  readonly releases: readonly ReleaseZones[];
  readonly outlines: readonly Outline[];
  readonly pattern: string;
}) {
  const { t } = useText();
  const { map, releases, outlines, pattern } = props;
  const kinds = below.toReversed().filter((kind) => outlines.some((one) => one.kind === kind));
  const limits = new Set(
    releases.flatMap(({ picture }) => picture.limits).map(({ code, facts }) => t(`release.limit.${code}`, facts as Record<string, string | number>)),
  ); // prettier-ignore
  const [first] = limits;
  // Where the map is small, the words stand on the zones alone until somebody asks.
  const [open, setOpen] = useState(() => map.getContainer().clientWidth >= roomyPx);
  return (
    <div className="release-legend" data-open={open}>
      <ul hidden={!open}>
        {kinds.map((kind) => (
          <li key={kind}>
            <svg width={30} height={16} aria-hidden>
              <path
                d="M2 2H28V14H2Z"
                className={`zone ${kind}`}
                {...(hatched.has(kind) ? { fill: `url(#${pattern}-${kind})` } : {})}
              />
            </svg>
            {t(`release.legend.${kind}`)}
          </li>
        ))}
      </ul>
      {first !== undefined && open && (
        <p>
          <span aria-hidden>▲</span> {first}
          {limits.size > 1 && <span className="dim"> {t('release.more', { count: limits.size - 1 })}</span>}
        </p>
      )}
      <div className="row nowrap">
        <Button className="small" onPress={() => showAll(map, outlines)}>
          {t('release.showZones')}
        </Button>
        <Button className="small" aria-expanded={open} onPress={() => setOpen(!open)}>
          {t('map.legend')}
        </Button>
      </div>
    </div>
  );
}
