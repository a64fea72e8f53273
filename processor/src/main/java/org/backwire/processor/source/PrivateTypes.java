package org.backwire.processor.source;

import com.sun.source.tree.ArrayTypeTree;
import com.sun.source.tree.Tree;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Problem;

/** Types that the companion, a class of its own, may not name. Each is reported once, where the method first names it. */
final class PrivateTypes {
    private final Lowering desk;

    PrivateTypes(Lowering desk) {
        this.desk = desk;
    }

    /** Whether the companion may not name a type, which is reported then. */
    boolean refuse(TypeMirror type, Tree tree) {
        if (desk.members.isVisibleBeside(type, desk.home)) {
            return false;
        }
        Tree named = tree instanceof ArrayTypeTree array ? array.getType() : tree;
        String name = desk.text(named);
        boolean known = desk.problems().stream()
                .anyMatch(found -> found.problem() == Problem.PRIVATE_MEMBER
                        && found.words().contains(name));
        if (!known) {
            desk.refuse(Problem.PRIVATE_MEMBER, named, name);
        }
        return true;
    }
}
