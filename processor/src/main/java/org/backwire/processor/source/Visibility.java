package org.backwire.processor.source;

import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;

/** What classes and members a companion may use, a class of its own in the package of the method. */
public final class Visibility {
    private Visibility() {}

    /** Whether all classes of a package may use a class or member. */
    public static boolean isIn(PackageElement home, Element element) {
        Element at = element;
        boolean isOpen = true; // as far as the package goes in which it stands
        while (at != null && !(at instanceof PackageElement)) {
            Set<Modifier> modifiers = at.getModifiers();
            if (modifiers.contains(Modifier.PRIVATE)) {
                return false;
            }
            isOpen &= modifiers.contains(Modifier.PUBLIC);
            at = at.getEnclosingElement();
        }
        return isOpen || home.equals(at);
    }

    /** Whether a class or member, or a class around it, is private. */
    static boolean isPrivate(Element element) {
        for (Element at = element; at != null; at = at.getEnclosingElement()) {
            if (at.getModifiers().contains(Modifier.PRIVATE)) {
                return true;
            }
        }
        return false;
    }
}
