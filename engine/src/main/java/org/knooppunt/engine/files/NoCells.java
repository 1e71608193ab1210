package org.knooppunt.engine.files;

/** A row without cells. */
enum NoCells implements Cells {
    INSTANCE;

    @Override
    public int size() {
        return 0;
    }

    @Override
    public String text(int index) {
        return "";
    }

    @Override
    public Content content(int index) {
        return Content.TEXT;
    }

    @Override
    public double number(int index) {
        return 0;
    }
}
