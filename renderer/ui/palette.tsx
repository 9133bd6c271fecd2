import { useMemo } from 'react';
import {
  Autocomplete, Dialog, Input, Menu, MenuItem, Modal, ModalOverlay, SearchField, type Key,
} from 'react-aria-components'; // prettier-ignore
import { create } from 'zustand';
import { fold } from '../../electron/journal/search-text.ts';
import type { Role } from '../../electron/session/session.ts';
import { mayCall, useRegistry } from './commands.ts';
import './palette.css';
import { useText } from './text.ts';

const useOpen = create<{ open: boolean }>(() => ({ open: false }));

export function openPalette(): void {
  useOpen.setState({ open: true });
}

/** Everything that this operator may do, by typing. */
export function Palette({ role }: { readonly role: Role | null }) {
  const { open } = useOpen();
  const { t } = useText();
  const commands = useRegistry((registry) => registry.commands);
  const items = useMemo(
    () =>
      [...commands.values()]
        .filter((command) => mayCall(command.name, role))
        .map((command) => ({ ...command, label: t(command.title, command.facts) })),
    [commands, role, t],
  );
  const close = (isOpen: boolean) => useOpen.setState({ open: isOpen });

  function run(id: Key): void {
    close(false);
    commands.get(String(id))?.run();
  }

  return (
    <ModalOverlay isOpen={open && role !== null} onOpenChange={close} isDismissable className="overlay">
      <Modal className="palette">
        <Dialog aria-label={t('nav.palette.open')}>
          <Autocomplete filter={matches}>
            <SearchField aria-label={t('nav.palette.placeholder')} autoFocus>
              <Input placeholder={t('nav.palette.placeholder')} />
            </SearchField>
            {/* Scrolled by the arrow keys of the search field; also by itself, for whoever reaches it by Tab. */}
            <div className="palette-list" tabIndex={0} role="group" aria-label={t('nav.palette.open')}>
              <Menu
                items={items}
                onAction={run}
                aria-label={t('nav.palette.open')}
                className="menu"
                renderEmptyState={() => <p className="dim pad">{t('nav.palette.empty', { text: '' })}</p>}
              >
                {(item) => (
                  <MenuItem id={item.id} textValue={`${item.label} ${item.also ?? ''}`} className="menu-item">
                    <span>{item.label}</span>
                    {item.keys !== undefined && <kbd className="kbd">{item.keys}</kbd>}
                  </MenuItem>
                )}
              </Menu>
            </div>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Every word typed must begin a word of the command, in any script. */
function matches(label: string, typed: string): boolean {
  const words = ` ${fold(label)}`;
  return fold(typed)
    .split(' ')
    .every((word) => words.includes(` ${word}`));
}
