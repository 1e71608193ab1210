// A card of the board is dragged to another column: the form that its buttons send as well.

/** Lets cards of a board be dragged; without it the buttons on each card do the same. */
export function drag(board) {
  let dragged = null;
  board.addEventListener('dragstart', (event) => {
    dragged = event.target.closest('.board-card');
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', dragged?.querySelector('a').href ?? '');
  });
  board.addEventListener('dragend', () => {
    dragged = null;
    over(null);
  });
  board.addEventListener('dragover', (event) => {
    const column = event.target.closest('.board-column');
    if (dragged && column && column !== dragged.closest('.board-column')) {
      event.preventDefault();
      over(column);
    }
  });
  board.addEventListener('drop', (event) => {
    const column = event.target.closest('.board-column');
    const form = document.getElementById('moves');
    if (!column || !dragged?.dataset.move || !form) {
      return;
    }
    event.preventDefault();
    const to = document.createElement('input');
    to.type = 'hidden';
    to.name = 'to';
    to.value = column.dataset.status;
    form.action = dragged.dataset.move;
    form.append(to);
    form.submit();
  });

  function over(column) {
    for (const each of board.querySelectorAll('.board-column')) {
      each.classList.toggle('board-over', each === column);
    }
  }
}
