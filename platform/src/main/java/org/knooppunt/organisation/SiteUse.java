package org.knooppunt.organisation;

/** A room that puts things on sites is a bean of this: a site that is used cannot be deleted. */
public interface SiteUse {
    boolean isUsed(String site);
}
