"""How far a table is from one on which a rule comes out as wished."""

from typing import assert_never

from tabletop.game.expr import Binary, Expr, IsPosture, Named, Not, Scene, Tests, World, evaluate

FAR = 1_000
"""More than any one comparison is away."""


def distance(rule: Expr, tests: Tests, world: World, scene: Scene, *, wish: bool = True) -> int:
    """Return 0 if *rule* comes out as *wish*, else about how many steps are missing."""
    match rule:
        case Named(test=test):
            return distance(tests[test], tests, world, scene, wish=wish)
        case Not(of=of):
            return distance(of, tests, world, scene, wish=not wish)
        case Binary(op="and" | "or" as op, left=left, right=right):
            first = distance(left, tests, world, scene, wish=wish)
            second = distance(right, tests, world, scene, wish=wish)
            both = (op == "and") == wish
            return min(FAR, first + second) if both else min(first, second)
        case Binary(op=op, left=left, right=right) if op in ("=", "!=", "<", "<=", ">", ">="):
            if bool(evaluate(rule, tests, world, scene)) == wish:
                return 0
            apart = evaluate(left, tests, world, scene) - evaluate(right, tests, world, scene)
            # To get past a level takes a step more than to get to it.
            past = (op in ("<", ">")) == wish and op not in ("=", "!=")
            return min(FAR, max(1, abs(apart) + past))
        case IsPosture():
            return 0
        case _:
            return int(bool(evaluate(rule, tests, world, scene)) != wish)
    assert_never(rule)
