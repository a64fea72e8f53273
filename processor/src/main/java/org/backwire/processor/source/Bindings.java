package org.backwire.processor.source;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * The variables of patterns.
 *
 * <p>They are told by their declarations; where one is in scope, as {@link PatternScopes} says, it has its name. One that is
 * bound in a branch, as on the right of {@code &&}, is declared before the branch, as it is read behind it.
 */
final class Bindings {
    private final Lowering desk;

    Bindings(Lowering desk) {
        this.desk = desk;
    }

    /** Makes room for what the patterns in an expression bind that is read in a branch. */
    void declare(Tree tree) {
        in(tree).forEach(this::declare);
    }

    Local declare(VariableTree variable) {
        return local(variable, typeOf(variable));
    }

    private @Nullable TypeMirror typeOf(VariableTree variable) {
        return desk.typeTrees.type(variable.getType(), desk.frame.owner());
    }

    private Local local(VariableTree variable, @Nullable TypeMirror type) {
        Local local = desk.frame
                .bound()
                .computeIfAbsent(variable, key -> new Local(key.getName().toString(), type, null));
        desk.state.put(local, local.type() == null ? Operand.BAD : Operand.UNDEFINED);
        return local;
    }

    /** Gives a pattern's variable an object where it matches, and nothing to speak of where it does not. */
    void bind(VariableTree variable, TypeMirror type, Value matches, Operand object) {
        Local local = local(variable, type);
        Operand[] bound = new Operand[2];
        Branch match = desk.joins.fork(() -> bound[0] = desk.conversions.convert(object, type, variable));
        Branch none = desk.joins.fork(() -> bound[1] = desk.records.any(type));
        Operand joined = desk.joins.join(variable, matches, match, none, type, bound[0], bound[1]);
        desk.records.wish(
                joined.isBad() ? Operand.UNDEFINED : joined, variable.getName().toString());
        desk.state.put(local, joined);
    }

    /** Declares what a pattern binds that is not read: no message about its variables shall follow. */
    void forget(Tree pattern) {
        for (VariableTree variable : in(pattern)) {
            desk.frame.bound().put(variable, new Local(variable.getName().toString(), null, null));
        }
    }

    /** Reads something where variables of patterns are in scope. */
    void within(List<VariableTree> variables, Runnable reading) {
        if (variables.isEmpty()) {
            reading.run();
            return;
        }
        desk.frame.open();
        show(variables);
        reading.run();
        desk.frame.close();
    }

    /** Lets variables of patterns be in scope from here to the end of the block. */
    void show(List<VariableTree> variables) {
        for (VariableTree variable : variables) {
            Local local = desk.frame.bound().get(variable);
            if (local == null) { // behind what decides for certain, as in (false && o instanceof T t) ? t : u
                local = declare(variable);
                desk.state.put(local, local.type() == null ? Operand.BAD : desk.records.any(local.type()));
            }
            desk.frame.declare(variable.getName().toString(), local);
        }
    }

    /** What the patterns in a tree bind, patterns in patterns included. */
    static List<VariableTree> in(Tree tree) {
        List<VariableTree> variables = new ArrayList<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitBindingPattern(BindingPatternTree pattern, @Nullable Void unused) {
                variables.add(pattern.getVariable());
                return null;
            }
        }.scan(tree, null);
        return variables;
    }
}
