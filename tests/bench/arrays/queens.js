function free(columns, row, column) {
    for (let r = 0; r < row; r++) {
        const other = columns[r];
        if (other === column || other - column === r - row || other - column === row - r) return false;
    }
    return true;
}

function queens(n) {
    const columns = new Array(n).fill(0);
    let count = 0;
    let row = 0;
    let column = 0;
    while (row >= 0) {
        while (column < n && !free(columns, row, column)) column++;
        if (column < n && row === n - 1) count++;
        if (column < n && row < n - 1) {
            columns[row++] = column;
            column = 0;
        } else {
            row--;
            if (row >= 0) column = columns[row] + 1;
        }
    }
    return count;
}

console.log(queens(Number(process.argv[2])));
