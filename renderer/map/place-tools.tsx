import type { Geometry as DrawnGeometry } from 'geojson';
import type { Map as MapboxMap } from 'mapbox-gl';
import { useEffect, useRef, useState } from 'react';
import { placeKinds, type Place, type PlaceKind } from '../../electron/place/place.ts';
import type { Geometry } from '../../electron/schema-parts.ts';
import { ask } from '../api.ts';
import { PlaceInput } from '../team/search-input.tsx';
import { Choice } from '../ui/choice.tsx';
import { Conflict } from '../ui/conflict.tsx';
import { useForm } from '../ui/form.ts';
import { NameFields, namesOf, noNames } from '../ui/name-fields.tsx';
import { Button, Field, Panel, Problem } from '../ui/parts.tsx';
import { useText } from '../ui/text.ts';
import { coloursNow } from './colours.ts';
import { startDrawing, type Drawing, type Tool } from './draw.ts';
import { middleOf } from './place-layer.ts';
import {
  canReshape,
  positionsText,
  shapeFrom,
  shapeOf,
  shapes,
  usualShape,
  type Shape,
} from './place-shape.ts';

interface Typed {
  readonly key: string;
  readonly kind: PlaceKind;
  readonly en: string;
  readonly srLatn: string;
  readonly zhHans: string;
  readonly parentId: string | null;
  readonly parentText: string;
  readonly shape: Shape;
  /** Positions, one a line. */
  readonly geometry: string;
  readonly version: number;
}

/** A new place, or a place changed: its names, what it lies in, and where, drawn by mouse or typed as positions. */
export function PlaceTools(props: {
  readonly map: MapboxMap | null;
  readonly place: Place | null;
  readonly places: readonly Place[];
  readonly onDone: (place: Place | null) => void;
}) {
  const { map, place, places, onDone } = props;
  const { t, nameOf } = useText();
  const parent = places.find(({ id }) => id === place?.parentId);
  const form = useForm<'place.add' | 'place.change', Typed>(
    place ? 'place.change' : 'place.add',
    place
      ? {
          key: place.key,
          kind: place.kind,
          ...place.names,
          parentId: place.parentId,
          parentText: parent ? nameOf(parent.names) : '',
          shape: shapeOf(place.geometry),
          geometry: positionsText(place.geometry) ?? '',
          version: place.version,
        }
      : {
          key: '',
          kind: 'building',
          ...noNames,
          parentId: null,
          parentText: '',
          shape: usualShape('building'),
          geometry: '',
          version: 0,
        },
    {
      draft: `place.${place?.id ?? 'new'}`,
      codes: {
        placeKeyTaken: 'key',
        placeInsideItself: 'parentText',
        zoneTooFar: 'geometry',
        zoneNotClosed: 'geometry',
        zoneCrossesItself: 'geometry',
        zoneNotWgs84: 'geometry',
      },
    },
  );
  const { typed, change, problemOf } = form;
  const [wrong, setWrong] = useState<string | null>(null);
  const [theirs, setTheirs] = useState<Place | null>(null);
  const drawable = place === null || canReshape(place);
  useDrawing(map, drawable ? typed.shape : null, place?.geometry ?? null, typed.geometry, (text) => {
    change({ geometry: text });
    setWrong(null);
  });

  /** The shape as typed; undefined where it is not to change; null when it cannot be read, which is told. */
  function shapeNow(): Geometry | undefined | null {
    if (!drawable || (place && typed.geometry === positionsText(place.geometry))) return undefined;
    const read = shapeFrom(typed.geometry, typed.shape);
    if (typeof read !== 'number') return read;
    setWrong(read === 0 ? t(`place.fewest.${typed.shape}`) : t('place.badLine', { line: read }));
    return null;
  }

  async function save(version: number): Promise<void> {
    const geometry = shapeNow();
    if (geometry === null) return;
    const details = { key: typed.key, names: namesOf(typed), parentId: typed.parentId };
    const result = await form.send(
      place
        ? { id: place.id, version, ...details, ...(geometry === undefined ? {} : { geometry }) }
        : { ...details, kind: typed.kind, geometry: geometry as Geometry },
    );
    if (result.ok) return onDone(result.value);
    if (!place || result.refusal.refused !== 'conflict') return;
    const all = await ask('place.all', {});
    setTheirs(all.ok ? (all.value.find(({ id }) => id === place.id) ?? null) : null);
  }
  function leave(): void {
    form.forget();
    onDone(null);
  }

  return (
    <Panel title={place ? t('place.change') : t('place.add')}>
      <form
        ref={form.box}
        className="scroll edit-form"
        aria-label={place ? t('place.change') : t('place.add')}
        onSubmit={(event) => {
          event.preventDefault();
          void save(typed.version);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.defaultPrevented) leave();
        }}
      >
        <Field
          label={t('field.name.key')}
          help={t('place.keyHelp')}
          value={typed.key}
          onChange={(key) => change({ key })}
          problem={problemOf('key')}
          autoFocus
        />
        {!place && (
          <Choice
            label={t('map.kind')}
            value={typed.kind}
            of={placeKinds.map((kind) => ({ value: kind, label: t(`map.placeKind.${kind}`) }))}
            onChange={(kind) => change({ kind, shape: usualShape(kind) })}
          />
        )}
        <NameFields typed={typed} change={change} problemOf={problemOf} />
        <PlaceInput
          label={t('place.inside')}
          text={typed.parentText}
          onText={(parentText) => change(parentText === '' ? { parentText, parentId: null } : { parentText })}
          onChoose={(choice) => choice && change({ parentId: choice.id, parentText: choice.label })}
        />
        <Problem>{problemOf('parentText')}</Problem>
        {drawable ? (
          <>
            {!place && (
              <div className="row" role="group" aria-label={t('place.shape')}>
                {shapes.map((shape) => (
                  <Button key={shape} aria-pressed={typed.shape === shape} onPress={() => change({ shape })}>
                    {t(`place.shapes.${shape}`)}
                  </Button>
                ))}
              </div>
            )}
            <Field
              label={t(`place.positions.${typed.shape}`)}
              help={t('place.positionsHelp')}
              lines={typed.shape === 'point' ? 2 : 6}
              value={typed.geometry}
              onChange={(geometry) => {
                change({ geometry });
                setWrong(null);
              }}
              problem={wrong ?? problemOf('geometry')}
            />
          </>
        ) : (
          <p className="dim">{t('place.imported')}</p>
        )}
        {place && theirs ? (
          <Conflict
            rows={[
              { label: t('field.name.key'), mine: typed.key, theirs: theirs.key },
              { label: t('person.name'), mine: nameOf(namesOf(typed)), theirs: nameOf(theirs.names) },
              {
                label: t(`place.positions.${typed.shape}`),
                mine: typed.geometry,
                theirs: positionsText(theirs.geometry) ?? '',
              },
            ]}
            onMine={() => void save(theirs.version)}
            onTheirs={leave}
          />
        ) : (
          <>
            <Problem>{form.problem}</Problem>
            <div className="row">
              <Button go type="submit" isDisabled={form.pending}>
                {t('common.save')}
              </Button>
              <Button onPress={leave}>{t('common.cancel')}</Button>
            </div>
          </>
        )}
      </form>
    </Panel>
  );
}

const tools: Readonly<Record<Shape, Tool>> = { point: 'point', line: 'measure', area: 'zone' };

/** Lets the shape be drawn on the map for as long as the form is open; null: it is not to be drawn. */
function useDrawing(
  map: MapboxMap | null,
  shape: Shape | null,
  geometry: Geometry | null,
  typed: string,
  onShape: (positions: string) => void,
): void {
  const drawing = useRef<Drawing | null>(null);
  // What the drawing itself says, as text: the rest was typed, and is shown where it lies.
  const drawn = useRef(geometry === null ? '' : (positionsText(geometry) ?? ''));
  const latest = useRef(onShape);
  useEffect(() => {
    latest.current = onShape;
  });
  // Only what it was when the form opened is taken up; afterwards the drawing is the newer one.
  const [first] = useState(geometry);
  useEffect(() => {
    if (!map || shape === null) return undefined;
    const outline =
      first && shape !== 'point' && shapeOf(first) === shape ? { outline: first as DrawnGeometry } : {};
    const started = startDrawing(map, coloursNow(), {
      tool: 'outline' in outline ? 'reshape' : tools[shape],
      ...outline,
      onDrawn: (now) => {
        const text = now && positionsText(now.geometry as Geometry);
        if (text === null) return;
        drawn.current = text;
        latest.current(text);
      },
    });
    drawing.current = started;
    return started.stop;
  }, [map, shape, first]);
  useEffect(() => {
    if (!map || shape === null || typed === drawn.current) return;
    const read = shapeFrom(typed, shape);
    if (typeof read === 'number') return;
    drawing.current?.show(read as DrawnGeometry);
    const [longitude, latitude] = middleOf(read);
    if (!map.getBounds().contains([longitude, latitude])) map.jumpTo({ center: [longitude, latitude] });
  }, [map, shape, typed]);
}
