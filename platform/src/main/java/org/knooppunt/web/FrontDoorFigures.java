package org.knooppunt.web;

import java.util.List;

/** A room with something to show on the front door is a bean of this; only what anyone may know. */
public interface FrontDoorFigures {
    /** In the order they are read; asked on every visit, so it is quick. */
    List<Figure> figures();
}
