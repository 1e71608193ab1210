// What all pictures share: data, colours, words, failing well, saving. A picture is
// <figure data-picture="map|sankey|chart"> of the fragments in templates/web/pictures.html.

const LIBRARIES = {
  echarts: new URL('../_static/echarts/6.0.0/dist/echarts.esm.min.js', import.meta.url).href,
  openlayers: new URL('../webjars/ol/10.7.0/dist/ol.js', import.meta.url).href,
};

export const KINDS = ['material', 'energy', 'water', 'space', 'people'];
export const words = document.body.dataset;
export const calm = matchMedia('(prefers-reduced-motion: reduce)');

/** A colour of the theme as it is now. */
export function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
}

export function kindColour(kind) {
  return token(KINDS.includes(kind) ? kind : 'grey-mark');
}

export const FONT = 'Inter, system-ui, "Segoe UI", Roboto, sans-serif';

/** A number in the language of the page. */
export function number(value, digits = 1) {
  const language = { nl: 'nl-BE', en: 'en-GB', fr: 'fr-BE' }[document.documentElement.lang] ?? 'nl-BE';
  return new Intl.NumberFormat(language, { maximumFractionDigits: Math.abs(value) < 100 ? digits : 0 }).format(value);
}

export async function json(address) {
  const answer = await fetch(address, { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
  if (!answer.ok) {
    throw new Error(`${address} answered ${answer.status}`);
  }
  return answer.json();
}

export function echarts() {
  return import(LIBRARIES.echarts);
}

let openlayersLoads;
export function openlayers() {
  openlayersLoads ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = LIBRARIES.openlayers;
    script.onload = () => resolve(window.ol);
    script.onerror = () => reject(new Error('the map library did not load'));
    document.head.append(script);
  });
  return openlayersLoads;
}

/** Makes an element: make('li', {className: 'x'}, 'text', child). */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child != null));
  return element;
}

/** Calls again when colours change: the machine turned dark, or the page goes to paper. */
export function onColours(call) {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', call);
  matchMedia('print').addEventListener('change', call);
}

/** Offers the picture as a file; save() gives a Blob. */
export function offerDownload(figure, name, save) {
  const button = figure.querySelector('[data-download]');
  button.hidden = false;
  button.addEventListener('click', async () => {
    const address = URL.createObjectURL(await save());
    make('a', { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  });
}

function say(figure, className, text) {
  const stage = figure.querySelector('[data-stage]');
  stage.className = '';
  stage.replaceChildren(make('p', { className, textContent: text }));
}

/** Draws one figure; when that cannot be, its table stays. */
export async function draw(figure) {
  try {
    const module = await import(`./${figure.dataset.picture}.js`);
    const drawn = await module.draw(figure, figure.querySelector('[data-stage]'));
    if (drawn) {
      const table = figure.querySelector('.as-table');
      if (table) {
        table.open = false;
      }
    } else {
      say(figure, 'quiet', words.wordEmpty);
    }
  } catch (fault) {
    console.warn(fault);
    say(figure, 'picture-failed', words.wordFailed);
  }
  figure.classList.remove('picture-waiting');
}
