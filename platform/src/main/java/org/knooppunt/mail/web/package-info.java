/** The mailbox page. */
@NullMarked
package org.knooppunt.mail.web;

import org.jspecify.annotations.NullMarked;
