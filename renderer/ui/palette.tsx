import { startTransition, useEffect, useMemo, useState } from 'react';
import {
  Autocomplete, Dialog, Header, Input, Menu, MenuItem, MenuSection, Modal, ModalOverlay, SearchField, type Key,
} from 'react-aria-components'; // prettier-ignore
import { create } from 'zustand';
import type { Role } from '../../electron/session/session.ts';
import { mayCall, useRegistry } from './commands.ts';
import { matches, thingGroups, useThings } from './find-things.ts';
import './palette.css';
import { screenActions, type ScreenAction } from './screen-actions.ts';
import { useText } from './text.ts';

const useOpen = create<{ readonly open: boolean; readonly here: readonly ScreenAction[] }>(() => ({
  open: false,
  here: [],
}));

const firstDrawn = 16;

/** What stands on the screen is looked at before the palette covers it. */
export function openPalette(): void {
  useOpen.setState({ open: true, here: screenActions() });
}

/** Everything that this operator may do, what can be pressed on the screen, and every thing of the site, by typing. */
export function Palette({ role }: { readonly role: Role | null }) {
  const { open } = useOpen();
  const { t } = useText();
  const close = (isOpen: boolean) => useOpen.setState({ open: isOpen });
  return (
    <ModalOverlay isOpen={open && role !== null} onOpenChange={close} isDismissable className="overlay">
      <Modal className="palette">
        <Dialog aria-label={t('nav.palette.open')}>
          {/* The search field would only empty itself first: whoever presses Escape wants to be back at work. */}
          <div
            onKeyDownCapture={(event) => {
              if (event.key !== 'Escape') return;
              event.stopPropagation();
              close(false);
            }}
          >
            <Choices role={role} close={() => close(false)} />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Choices({ role, close }: { readonly role: Role | null; readonly close: () => void }) {
  const { t, nameOf } = useText();
  const [text, setText] = useState('');
  const commands = useRegistry((registry) => registry.commands);
  const here = useOpen((state) => state.here);
  const things = useThings(text, nameOf);
  const items = useMemo(
    () =>
      [...commands.values()]
        .filter((command) => mayCall(command.name, role))
        .map((command) => ({ ...command, label: t(command.title, command.facts) })),
    [commands, role, t],
  );
  // What fits into sight is drawn at once; the rest follows when the palette already stands.
  const [whole, setWhole] = useState(false);
  useEffect(() => startTransition(() => setWhole(true)), []);
  const listed = whole || text !== '' ? items : items.slice(0, firstDrawn);
  // A screen of buttons is no list to read: it is there for whoever types.
  const pressable = useMemo(() => {
    if (text.trim() === '') return [];
    const named = new Set(items.map(({ label }) => label));
    return here
      .filter(({ label, where }) => !named.has(label) && matches(`${label} ${where}`, text))
      .slice(0, 12);
  }, [here, items, text]);

  function run(key: Key): void {
    const id = String(key);
    close();
    const [kind, group, thing] = id.split(':');
    if (kind === 'found') things[group as 'place']?.find((one) => one.id === thing)?.open();
    else if (kind === 'here') here.find((one) => one.id === id)?.run();
    else commands.get(id)?.run();
  }

  return (
    <Autocomplete
      inputValue={text}
      onInputChange={setText}
      filter={(label, typed, node) => /^(here|found):/.test(String(node.key)) || matches(label, typed)}
    >
      <SearchField aria-label={t('nav.palette.placeholder')} autoFocus>
        <Input placeholder={t('nav.palette.placeholder')} />
      </SearchField>
      {/* Scrolled by the arrow keys of the search field; also by itself, for whoever reaches it by Tab. */}
      <div className="palette-list" tabIndex={0} role="group" aria-label={t('nav.palette.open')}>
        <Menu
          onAction={run}
          aria-label={t('nav.palette.open')}
          className="menu"
          renderEmptyState={() => <p className="dim pad">{t('nav.palette.empty', { text })}</p>}
        >
          <MenuSection items={listed} aria-label={t('nav.palette.open')}>
            {(item) => (
              <MenuItem id={item.id} textValue={`${item.label} ${item.also ?? ''}`} className="menu-item">
                <span>{item.label}</span>
                {item.keys !== undefined && <kbd className="kbd">{item.keys}</kbd>}
              </MenuItem>
            )}
          </MenuSection>
          {pressable.length > 0 && (
            <MenuSection>
              <Header className="palette-group">{t('nav.palette.here')}</Header>
              {pressable.map(({ id, label, where }) => (
                <MenuItem key={id} id={id} textValue={label} className="menu-item">
                  <span>{label}</span>
                  <span className="dim">{where}</span>
                </MenuItem>
              ))}
            </MenuSection>
          )}
          {thingGroups
            .filter((group) => things[group].length > 0)
            .map((group) => (
              <MenuSection key={group}>
                <Header className="palette-group">{t(`nav.palette.group.${group}`)}</Header>
                {things[group].map(({ id, label, note }) => (
                  <MenuItem key={id} id={`found:${group}:${id}`} textValue={label} className="menu-item">
                    <span>{label}</span>
                    <span className="dim">{note}</span>
                  </MenuItem>
                ))}
              </MenuSection>
            ))}
        </Menu>
      </div>
    </Autocomplete>
  );
}
