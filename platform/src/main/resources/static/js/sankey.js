// Flows between columns: width is quantity. Data:
// {unit: "t", nodes: [{id, name, kind, column, href?, text?}], links: [{source, target, value, kind, text?, href?}]}
import { FONT, calm, echarts, json, kindColour, make, number, offerDownload, onColours, token } from './picture.js';

/** What a column needs for a name to be read, in pixels. */
const COLUMN = 116;

export async function draw(figure, stage) {
  const data = await json(figure.dataset.from);
  if (data.links.length === 0) {
    return false;
  }
  const library = await echarts();
  const columns = Math.max(...data.nodes.map((node) => node.column ?? 0)) + 1;
  const perColumn = new Map();
  data.nodes.forEach((node) => perColumn.set(node.column ?? 0, (perColumn.get(node.column ?? 0) ?? 0) + 1));
  // as high as its fullest column needs; on a phone wider than the screen, and then it scrolls in its frame
  const height = `${Math.max(240, 48 + 44 * Math.max(...perColumn.values()))}px`;
  const box = make('div');
  box.style.height = height;
  box.style.minWidth = `${COLUMN * columns}px`;
  stage.style.height = 'auto';
  stage.style.overflowX = 'auto';
  stage.append(box);
  if (stage.scrollWidth > stage.clientWidth) {
    stage.tabIndex = 0;
    stage.setAttribute('role', 'group');
    stage.setAttribute('aria-labelledby', figure.getAttribute('aria-labelledby'));
  }
  const chart = library.init(box, null, { renderer: 'svg' });

  const total = (node) => {
    const out = data.links.filter((link) => link.source === node.id).reduce((sum, link) => sum + link.value, 0);
    const into = data.links.filter((link) => link.target === node.id).reduce((sum, link) => sum + link.value, 0);
    return Math.max(out, into);
  };
  const quantity = (thing, value) => thing.text ?? `${number(value)} ${data.unit ?? ''}`;
  const byId = new Map(data.nodes.map((node) => [node.id, node]));

  const paint = () => {
    const room = Math.max(72, box.clientWidth / columns - 40);
    chart.setOption({
      animation: !calm.matches,
      animationDuration: 140,
      textStyle: { fontFamily: FONT },
      tooltip: {
        backgroundColor: token('surface'),
        borderColor: token('line'),
        textStyle: { color: token('ink'), fontSize: 14 },
        confine: true,
        formatter: ({ dataType, data: thing }) => tip(dataType === 'edge' ? thing.link : thing.node, dataType === 'edge'),
      },
      series: [{
        type: 'sankey',
        left: 8,
        right: 8,
        top: 16,
        bottom: 16,
        nodeWidth: 12,
        nodeGap: 16,
        nodeAlign: 'justify',
        draggable: false,
        layoutIterations: 64,
        emphasis: { focus: 'adjacency', lineStyle: { opacity: 0.6 } },
        blur: { lineStyle: { opacity: 0.08 }, itemStyle: { opacity: 0.3 }, label: { opacity: 0.4 } },
        label: { color: token('ink'), fontSize: 14, width: room, overflow: 'truncate', formatter: ({ data: thing }) => thing.node.name },
        data: data.nodes.map((node) => ({
          name: node.id,
          depth: node.column,
          node,
          cursor: node.href ? 'pointer' : 'default',
          itemStyle: { color: kindColour(node.kind), borderWidth: 0 },
          label: { position: (node.column ?? 0) === columns - 1 && columns > 1 ? 'left' : 'right' },
        })),
        links: data.links.map((link) => ({
          source: link.source,
          target: link.target,
          value: link.value,
          link,
          lineStyle: { color: kindColour(link.kind), opacity: 0.32, curveness: 0.5 },
        })),
      }],
    });
    chart.getZr().flush();
  };

  const tip = (thing, isLink) => {
    const title = isLink ? `${byId.get(thing.source).name} → ${byId.get(thing.target).name}` : thing.name;
    const box = make('div', {}, make('strong', { textContent: title }), make('br'),
      make('span', { textContent: quantity(thing, isLink ? thing.value : total(thing)) }));
    return box;
  };

  paint();
  onColours(paint);
  new ResizeObserver(() => { chart.resize(); paint(); }).observe(box);
  chart.on('click', ({ dataType, data: thing }) => {
    const href = dataType === 'edge' ? thing.link.href : thing.node.href;
    if (href) {
      location.assign(href);
    }
  });

  // the same by keyboard: each node a stop, its flows light up
  const stops = make('ul', { className: 'visually-hidden' });
  data.nodes.forEach((node, dataIndex) => {
    const stop = make(node.href ? 'a' : 'button', { textContent: `${node.name}: ${quantity(node, total(node))}` });
    if (node.href) {
      stop.href = node.href;
    } else {
      stop.type = 'button';
    }
    stop.addEventListener('focus', () => {
      chart.dispatchAction({ type: 'highlight', seriesIndex: 0, dataIndex });
      chart.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex });
    });
    stop.addEventListener('blur', () => {
      chart.dispatchAction({ type: 'downplay', seriesIndex: 0, dataIndex });
      chart.dispatchAction({ type: 'hideTip' });
    });
    stops.append(make('li', {}, stop));
  });
  stage.after(stops);

  offerDownload(figure, `${figure.id}.svg`, async () => {
    const svg = stage.querySelector('svg').cloneNode(true);
    svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    return new Blob([svg.outerHTML], { type: 'image/svg+xml' });
  });
  return true;
}
