package org.backwire.processor.source;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.StatementTree;
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
 * <p>One that is bound in a branch, as on the right of {@code &&}, is declared before the branch, as it is read behind it.
 */
final class Bindings {
    private final Lowering desk;

    Bindings(Lowering desk) {
        this.desk = desk;
    }

    /** Declares what the patterns in an expression bind. */
    void declare(Tree tree) {
        for (VariableTree variable : in(tree)) {
            local(variable, desk.typeTrees.type(variable.getType(), desk.frame.owner()));
        }
    }

    private Local local(VariableTree variable, @Nullable TypeMirror type) {
        String name = variable.getName().toString();
        Local local = new Local(name, type, null);
        desk.frame.declare(name, local);
        desk.state.put(local, type == null ? Operand.BAD : Operand.UNDEFINED);
        return local;
    }

    /** Gives a pattern's variable an object where it matches, and nothing to speak of where it does not. */
    void bind(VariableTree variable, TypeMirror type, Value matches, Operand object) {
        String name = variable.getName().toString();
        Local known = desk.frame.find(name);
        Local local = known != null
                        && known.type() != null
                        && desk.types.isSameType(known.type(), type)
                        && desk.state.get(known).isUndefined()
                ? known
                : local(variable, type);
        Operand[] bound = new Operand[2];
        Branch match = desk.joins.fork(() -> bound[0] = desk.conversions.convert(object, type, variable));
        Branch none = desk.joins.fork(() -> bound[1] = desk.records.any(type));
        Operand joined = desk.joins.join(variable, matches, match, none, type, bound[0], bound[1]);
        desk.records.wish(joined.isBad() ? Operand.UNDEFINED : joined, name);
        desk.state.put(local, joined);
    }

    /** Declares what a pattern binds that is not read: no message about its variables shall follow. */
    void forget(Tree pattern) {
        for (VariableTree variable : in(pattern)) {
            desk.state.put(local(variable, null), Operand.BAD);
        }
    }

    /** Ends the scope of what was bound in a condition, unless it goes on behind the statement. */
    void leave(Tree condition, StatementTree statement) {
        boolean goesOn = statement instanceof IfTree choice
                && (!Contents.completes(choice.getThenStatement())
                        || choice.getElseStatement() != null && !Contents.completes(choice.getElseStatement()));
        if (!goesOn) {
            in(condition)
                    .forEach(variable -> desk.frame.undeclare(variable.getName().toString()));
        }
    }

    private static List<VariableTree> in(Tree tree) {
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
