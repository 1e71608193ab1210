// A map: outlines of the region, places by colour and shape, flows as arcs that narrow towards their goal, and a list
// of the same beside it for the keyboard. Data, both GeoJSON in degrees:
// areas   the region.geojson of an inventory: properties type (area, context, infrastructure, terminal), level, mode,
//         name, label
// points  Points  {name, kind, role: offer|need|facility, text?, href?}
//         LineStrings of two places  {name, kind, quantity, text?, href?}
//         of very many places, clusters: Points {name, kind, count, box: [west, south, east, north], text?}; a collection
//         with near: true is asked for again, with ?box=, when one looks at another part
import { FONT, calm, json, kindColour, make, number, offerDownload, onColours, openlayers, token, words } from './picture.js';

const MOST_IN_LIST = 300;

/** The shape of each kind, on a field of 24 by 24; the same as the chips'. */
const SHAPES = {
  material: '<rect x="3" y="3" width="18" height="18" rx="2"/>',
  energy: '<path d="M12 1 23 12 12 23 1 12z"/>',
  water: '<circle cx="12" cy="12" r="10"/>',
  space: '<path d="M7 2.5h10L22.5 12 17 21.5H7L1.5 12z"/>',
  people: '<path d="M3 21V11a9 9 0 0 1 18 0v10z"/>',
};

/** Offers are full, needs are open, facilities have an open heart. */
function symbol(kind, role) {
  const colour = kindColour(kind);
  const shape = SHAPES[kind] ?? SHAPES.water;
  const fill = role === 'need' ? token('surface') : colour;
  const edge = role === 'need' ? colour : token('surface');
  const heart = role === 'facility' ? `<circle cx="12" cy="12" r="4" fill="${token('surface')}" stroke="none"/>` : '';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><g fill="${fill}" stroke="${edge}" stroke-width="${role === 'need' ? 3 : 1.5}" stroke-linejoin="round">${shape}</g>${heart}</svg>`;
  return 'data:image/svg+xml,' + encodeURIComponent(svg);
}

export async function draw(figure, stage) {
  const ol = await openlayers();
  const format = new ol.format.GeoJSON({ featureProjection: 'EPSG:3857' });
  const collection = async (address) => (address ? json(address) : { type: 'FeatureCollection', features: [] });
  const [outlines, first] = await Promise.all([collection(figure.dataset.areas), collection(figure.dataset.points)]);
  const areas = format.readFeatures(outlines);
  const things = format.readFeatures(first);
  if (areas.length + things.length === 0) {
    return false;
  }
  const isPlace = (thing) => thing.getGeometry().getType() === 'Point';
  let places = things.filter(isPlace);
  let flows = things.filter((thing) => !isPlace(thing));
  const largest = () => Math.max(1, ...flows.map((flow) => flow.get('quantity') ?? 1));
  let most = largest();

  const box = make('div', { className: 'map-stage', tabIndex: 0 });
  box.setAttribute('role', 'group');
  box.setAttribute('aria-labelledby', figure.getAttribute('aria-labelledby'));
  stage.replaceChildren(box);
  const card = make('div', { className: 'map-card', hidden: true });
  box.append(card);
  await sized(box);

  const placeSource = new ol.source.Vector({ features: places });
  const flowSource = new ol.source.Vector({ features: flows });
  const cluster = new ol.source.Cluster({ distance: 36, minDistance: 16, source: placeSource });
  const labels = areas.filter((area) => area.get('label') && area.get('level') !== 'region').map((area) => {
    const label = new ol.Feature(new ol.geom.Point(ol.proj.fromLonLat(area.get('label'))));
    label.setProperties({ name: area.get('name'), level: area.get('level') });
    return label;
  });
  let chosen = null;
  const under = base(ol, figure);
  const styles = stylesOf(ol, () => most, () => chosen, cluster, Boolean(under));
  const layers = [
    under,
    new ol.layer.Vector({ source: new ol.source.Vector({ features: areas.filter((area) => area.get('type') !== 'terminal') }), style: styles.area }),
    new ol.layer.Vector({ source: flowSource, style: styles.flow }),
    new ol.layer.Vector({ source: new ol.source.Vector({ features: labels }), style: styles.label, declutter: true }),
    new ol.layer.Vector({ source: cluster, style: styles.place }),
  ].filter(Boolean);

  // exchanges are looked at from near, an inventory within its region
  const extent = ol.extent.createEmpty();
  const own = areas.filter((area) => area.get('type') === 'area');
  const region = own.length ? own : areas;
  (flows.length ? places : [...region, ...places]).forEach((feature) => ol.extent.extend(extent, feature.getGeometry().getExtent()));
  const view = new ol.View({ maxZoom: 17, minZoom: 6 });
  const home = () => view.fit(extent, { size: map.getSize(), padding: [40, 40, 40, 40], maxZoom: 14, duration: calm.matches ? 0 : 140 });
  const map = new ol.Map({
    target: box,
    layers,
    view,
    controls: [
      new ol.control.Zoom({ zoomInTipLabel: words.wordZoomIn, zoomOutTipLabel: words.wordZoomOut, duration: calm.matches ? 0 : 140 }),
      new ol.control.ScaleLine(),
      new ol.control.Attribution({ collapsible: false }),
    ],
    // a page must scroll past a map: it takes wheel and finger only once it was chosen
    interactions: ol.interaction.defaults.defaults({ onFocusOnly: true }),
  });
  const all = make('button', { type: 'button', title: words.wordZoomAll, textContent: '⌂' });
  all.setAttribute('aria-label', words.wordZoomAll);
  all.addEventListener('click', home);
  box.querySelector('.ol-zoom').append(all);
  home();
  cluster.once('change', () => layers.forEach((layer) => layer.changed()));

  const tell = (feature, pixel) => {
    card.replaceChildren(make('strong', { textContent: feature.get('name') }));
    if (feature.get('text')) {
      card.append(make('span', { textContent: feature.get('text') }));
    }
    card.hidden = false;
    card.style.left = `${Math.min(pixel[0] + 16, box.clientWidth - card.offsetWidth - 8)}px`;
    card.style.top = `${Math.min(pixel[1] + 16, box.clientHeight - card.offsetHeight - 8)}px`;
  };
  const choose = (feature) => {
    chosen = feature;
    layers.forEach((layer) => layer.changed());
  };
  const at = (pixel) => {
    let found = null;
    map.forEachFeatureAtPixel(pixel, (feature, layer) => {
      const members = feature.get('features');
      if (members) {
        found = members;
      } else if (layer.getStyle() === styles.flow) {
        found = [feature];
      }
      return Boolean(found);
    }, { hitTolerance: 4 });
    return found;
  };
  map.on('pointermove', (event) => {
    if (event.dragging) {
      return;
    }
    const found = at(event.pixel);
    box.style.cursor = found ? 'pointer' : '';
    if (found?.length === 1) {
      tell(found[0], event.pixel);
    } else {
      card.hidden = true;
    }
  });
  map.on('click', (event) => {
    const found = at(event.pixel);
    if (found?.length === 1 && found[0].get('href')) {
      location.assign(found[0].get('href'));
    } else if (found?.length > 1 || found?.[0].get('box')) {
      open(found);
    }
  });
  const open = (features) => {
    const around = ol.extent.createEmpty();
    features.forEach((feature) => {
      const box = feature.get('box');
      ol.extent.extend(around, box ? ol.proj.transformExtent(box, 'EPSG:4326', 'EPSG:3857') : feature.getGeometry().getExtent());
    });
    view.fit(around, { padding: [80, 80, 80, 80], maxZoom: 17, duration: calm.matches ? 0 : 140 });
  };

  const list = make('ul', { className: 'map-list' });
  list.setAttribute('aria-label', words.wordPlaces);
  const entryOf = (thing) => {
    const href = thing.get('href');
    const entry = make(href ? 'a' : 'button', href ? { href } : { type: 'button' });
    const mark = !isPlace(thing) ? arc(thing.get('kind')) : thing.get('count') ? dot() : symbol(thing.get('kind'), thing.get('role'));
    entry.append(make('img', { src: mark, alt: '' }));
    entry.append(make('span', {}, thing.get('name'), thing.get('text') ? make('span', { className: 'quiet', textContent: ` ${thing.get('text')}` }) : null));
    if (thing.get('box')) {
      // what is in a cluster comes when it is opened; focus alone only shows where it is, so that the list stays
      entry.addEventListener('click', () => open([thing]));
      entry.addEventListener('focus', () => choose(thing));
    } else {
      entry.addEventListener('focus', () => {
        choose(thing);
        if (near) {
          return; // moving the map would bring another list
        }
        const middle = ol.extent.getCenter(thing.getGeometry().getExtent());
        view.animate({ center: middle, duration: calm.matches ? 0 : 140 }, () => tell(thing, map.getPixelFromCoordinate(middle) ?? [16, 16]));
      });
    }
    entry.addEventListener('blur', () => { choose(null); card.hidden = true; });
    entry.addEventListener('pointerenter', () => choose(thing));
    entry.addEventListener('pointerleave', () => choose(null));
    return make('li', {}, entry);
  };
  const near = Boolean(first.near);
  const fill = () => {
    const order = near
      ? [...places].sort((one, other) => (other.get('count') ?? 0) - (one.get('count') ?? 0))
      : [...places].sort((one, other) => one.get('name').localeCompare(other.get('name')));
    const largestFirst = [...flows].sort((one, other) => (other.get('quantity') ?? 0) - (one.get('quantity') ?? 0));
    list.replaceChildren(...[...order, ...largestFirst].slice(0, MOST_IN_LIST).map(entryOf));
  };
  if (things.length > 0) {
    stage.classList.add('map-box-list');
    fill();
    stage.append(list);
  }
  if (near) {
    let asked = 0;
    let shown = ol.extent.createEmpty();
    map.on('moveend', async () => {
      const seen = view.calculateExtent(map.getSize());
      if (ol.extent.equals(seen, shown)) {
        return;
      }
      shown = seen;
      const mine = ++asked;
      const box = ol.proj.transformExtent(seen, 'EPSG:3857', 'EPSG:4326').map((side) => side.toFixed(5)).join(',');
      const sign = figure.dataset.points.includes('?') ? '&' : '?';
      const fresh = format.readFeatures(await json(`${figure.dataset.points}${sign}box=${box}`));
      if (mine !== asked) {
        return; // the map moved on
      }
      places = fresh.filter(isPlace);
      flows = fresh.filter((thing) => !isPlace(thing));
      most = largest();
      const opened = list.contains(document.activeElement);
      choose(null);
      placeSource.clear(true);
      placeSource.addFeatures(places);
      flowSource.clear(true);
      flowSource.addFeatures(flows);
      fill();
      if (opened) {
        list.querySelector('a, button')?.focus();
      }
    });
  }

  onColours(() => layers.forEach((layer) => layer.changed()));
  offerDownload(figure, `${figure.id}.png`, () => new Promise((resolve) => {
    const size = map.getSize();
    const picture = make('canvas', { width: size[0], height: size[1] });
    const pen = picture.getContext('2d');
    pen.fillStyle = token('context');
    pen.fillRect(0, 0, ...size);
    for (const canvas of box.querySelectorAll('.ol-layer canvas')) {
      pen.globalAlpha = Number(canvas.parentNode.style.opacity || 1);
      pen.drawImage(canvas, 0, 0, ...size);
    }
    picture.toBlob(resolve);
  }));
  return true;
}

/** A map in a box without size draws nothing: styles may still be on their way, or a disclosure closed. */
function sized(box) {
  return new Promise((resolve) => {
    const watch = new ResizeObserver(() => {
      if (box.clientWidth > 0 && box.clientHeight > 0) {
        watch.disconnect();
        resolve();
      }
    });
    watch.observe(box);
  });
}

function arc(kind) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path d="M1 14C6 5 15 5 23 15 15 9 7 10 4 19z" fill="${kindColour(kind)}"/></svg>`;
  return 'data:image/svg+xml,' + encodeURIComponent(svg);
}

/** The mark of a cluster in the list. */
function dot() {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><circle cx="12" cy="12" r="11" fill="${token('ink')}"/></svg>`;
  return 'data:image/svg+xml,' + encodeURIComponent(svg);
}

/** The picture under it all, when the platform is set to have one: tiles (XYZ), else none. */
function base(ol, figure) {
  const address = figure.dataset.base;
  if (!address) {
    return null;
  }
  return new ol.layer.Tile({ opacity: 0.6, source: new ol.source.XYZ({ url: address, attributions: figure.dataset.baseCredit, crossOrigin: 'anonymous' }) });
}

function stylesOf(ol, most, chosen, cluster, overTiles) {
  const { Style, Fill, Stroke, Text, Icon, Circle } = ol.style;
  const ways = {
    water: (resolution) => new Stroke({ color: token('canal'), width: Math.max(3, 90 / resolution) }),
    road: () => new Stroke({ color: token('line'), width: 2.5 }),
    rail: () => new Stroke({ color: token('grey-mark'), width: 1.5, lineDash: [6, 4] }),
  };
  return {
    area(feature, resolution) {
      // tiles show land, water and ways better than a sketch that would hide them
      if (overTiles) {
        return feature.get('type') === 'area' ? new Style({ stroke: new Stroke({ color: token('ink-2'), width: 1.5 }) }) : undefined;
      }
      if (feature.get('type') === 'infrastructure') {
        return new Style({ stroke: (ways[feature.get('mode')] ?? ways.road)(resolution), zIndex: 2 });
      }
      if (feature.getGeometry().getType() === 'Point') {
        return undefined;
      }
      const outside = feature.get('type') === 'context';
      return new Style({
        fill: new Fill({ color: token(outside ? 'context' : 'land') }),
        stroke: new Stroke({ color: token(outside ? 'line' : 'land-line'), width: outside ? 1 : 1.5 }),
        zIndex: outside ? 0 : 1,
      });
    },
    label(feature, resolution) {
      const town = feature.get('level') === 'municipality';
      if (!town && resolution > 45) {
        return undefined;
      }
      return new Style({
        text: new Text({
          text: feature.get('name'),
          font: `${town ? 600 : 400} 14px ${FONT}`,
          fill: new Fill({ color: token(town ? 'ink' : 'ink-2') }),
          stroke: new Stroke({ color: token('land'), width: 3 }),
          offsetY: covered(feature.getGeometry().getCoordinates(), resolution) ? 32 : 0,
        }),
        zIndex: town ? 2 : 1,
      });
    },
    place(group) {
      const members = group.get('features');
      const count = members.reduce((sum, member) => sum + (member.get('count') ?? 1), 0);
      if (count === 1) {
        const on = chosen() === members[0];
        return [
          ...(on ? [halo(16)] : []),
          new Style({ image: new Icon({ src: symbol(members[0].get('kind'), members[0].get('role')), scale: on ? 1.2 : 0.9 }), zIndex: on ? 9 : 1 }),
        ];
      }
      const on = members.includes(chosen());
      const radius = Math.min(28, 12 + 2 * Math.log2(count));
      return [
        ...(on ? [halo(radius + 4)] : []),
        new Style({
          image: new Circle({ radius, fill: new Fill({ color: token('ink') }), stroke: new Stroke({ color: token('surface'), width: 2 }) }),
          text: new Text({ text: number(count), font: `600 14px ${FONT}`, fill: new Fill({ color: token('surface') }), offsetY: 1 }),
          zIndex: 3,
        }),
      ];
    },
    flow(feature, resolution) {
      const [from, to] = [feature.getGeometry().getFirstCoordinate(), feature.getGeometry().getLastCoordinate()];
      const on = chosen() === feature;
      const width = (3 + 11 * Math.sqrt((feature.get('quantity') ?? 1) / most())) * resolution;
      const colour = ol.color.asArray(kindColour(feature.get('kind'))).slice();
      colour[3] = on ? 1 : chosen() ? 0.25 : 0.7;
      return new Style({ geometry: new ol.geom.Polygon([taper(from, to, width)]), fill: new Fill({ color: colour }), zIndex: on ? 9 : 1 });
    },
  };

  /** Whether a name here would lie under a place. */
  function covered([x, y], resolution) {
    return cluster.getFeatures().some((group) => {
      const [otherX, otherY] = group.getGeometry().getCoordinates();
      return Math.abs(otherX - x) < 64 * resolution && Math.abs(otherY - y) < 24 * resolution;
    });
  }

  function halo(radius) {
    return new Style({ image: new Circle({ radius, stroke: new Stroke({ color: token('brand'), width: 3 }) }), zIndex: 8 });
  }
}

/** A bow from one place to another, as wide as the flow where it leaves and narrow where it comes in. */
function taper(from, to, width) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const middle = [(from[0] + to[0]) / 2 - dy * 0.18, (from[1] + to[1]) / 2 + dx * 0.18];
  const left = [];
  const right = [];
  const steps = 24;
  for (let step = 0; step <= steps; step++) {
    const t = step / steps;
    const x = (1 - t) ** 2 * from[0] + 2 * t * (1 - t) * middle[0] + t ** 2 * to[0];
    const y = (1 - t) ** 2 * from[1] + 2 * t * (1 - t) * middle[1] + t ** 2 * to[1];
    const vx = 2 * (1 - t) * (middle[0] - from[0]) + 2 * t * (to[0] - middle[0]);
    const vy = 2 * (1 - t) * (middle[1] - from[1]) + 2 * t * (to[1] - middle[1]);
    const length = Math.hypot(vx, vy) || 1;
    const half = (width * (1 - 0.85 * t)) / 2;
    left.push([x - (vy / length) * half, y + (vx / length) * half]);
    right.unshift([x + (vy / length) * half, y - (vx / length) * half]);
  }
  return [...left, ...right, left[0]];
}

