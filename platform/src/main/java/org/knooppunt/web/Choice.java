package org.knooppunt.web;

/** One option of a choice: the value that is kept and the text that is read. */
public record Choice(String value, String text) {}
